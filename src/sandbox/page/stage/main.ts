import { createApp } from 'vue';
import '../styles/base.css';
import '../phone/phone.css';
import '../agent/agent.css';
import './stage.css';
import StageApp from './StageApp.vue';

createApp(StageApp).mount('#app');
