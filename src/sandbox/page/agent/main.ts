import { createApp } from 'vue';
import '../styles/base.css';
import './agent.css';
import AgentApp from './AgentApp.vue';
import { followClock } from './follow-clock';

followClock();
createApp(AgentApp).mount('#app');
