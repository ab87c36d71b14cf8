using MlDsl.Monitoring.Tests.Outcomes;
using MlDsl.Monitoring.Tests.Registry;
using MlDsl.Monitoring.Tests.Samples;

// What tests start to kill it.
return args switch
{
    ["outcomes", var folder] => OutcomeWriter.Run(folder),
    ["registry", var index, var models] => RegistryWriter.Run(index, models),
    ["samples", var folder] => SampleWriter.Run(folder),
    ["few-samples", var folder] => SampleWriter.RunFew(folder),
    _ => 2,
};
