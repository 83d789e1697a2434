import { createApp } from 'vue';
import '../styles/base.css';
import './agent.css';
import AgentApp from './AgentApp.vue';

createApp(AgentApp).mount('#app');
