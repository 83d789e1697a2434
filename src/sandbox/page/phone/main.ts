import { createApp } from 'vue';
import '../styles/base.css';
import './phone.css';
import './wire.css';
import PhoneApp from './PhoneApp.vue';

createApp(PhoneApp).mount('#app');
