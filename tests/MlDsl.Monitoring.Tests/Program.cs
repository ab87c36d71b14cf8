using MlDsl.Monitoring.Tests.Outcomes;
using MlDsl.Monitoring.Tests.Registry;

// What tests start to kill it.
return args is ["outcomes", var folder] ? OutcomeWriter.Run(folder) : args is ["registry", var index, var models] ? RegistryWriter.Run(index, models) : 2;
