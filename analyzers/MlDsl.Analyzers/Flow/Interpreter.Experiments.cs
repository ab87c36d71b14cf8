using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>AutoML: experiments that are given their rows at once, and those that are set up call by call and run afterwards.</summary>
internal sealed partial class Interpreter
{
    private const string ExperimentType = "AutoMLExperiment";

    /// <summary>What a call into AutoML gives.</summary>
    private Experiment? AutoMl(IInvocationOperation call, Value? instance, Dictionary<string, Value> arguments)
    {
        IMethodSymbol target = call.TargetMethod;
        Value? Argument(string name) => arguments.TryGetValue(name, out Value? value) ? value : null;
        switch (target.Name)
        {
            case "CreateExperiment":
                return new Experiment();
            case "Execute" or "ExecuteAsync" when As<View>(Argument("trainData")) is { } view:
                bool hasInformation = call.Arguments.Any(static a => a.Parameter?.Name == "columnInformation");
                Text? label = hasInformation ? (Argument("columnInformation") as Members)?["LabelColumnName"] as Text : Argument("labelColumnName") as Text;
                var executed = new Experiment { Data = view, Validation = As<View>(Argument("validationData")), Trainer = TaskOfExperiment(call.Instance?.Type?.Name) is { } task ? Searched(call, task, label) : null };
                // What a preparation of the program's own makes of the columns is not known.
                return Run(call, executed, Argument("preFeaturizer") is null or Null ? label : null);
            case "Run" or "RunAsync" when (instance ?? Argument("experiment")) is Experiment { Data: not null } ready:
                return Run(call, ready, null);
        }
        if (target.ReturnType.Name != ExperimentType || (instance ?? Argument("experiment")) is not Experiment before) return null;
        Experiment after = target.Name switch
        {
            "SetDataset" when Argument("trainValidationSplit") is Split split => before.Over(split.Train, split.Test),
            "SetDataset" => before.Over(As<View>(Argument("train") ?? Argument("dataset")), As<View>(Argument("validation"))),
            "SetBinaryClassificationMetric" => before.For(Searched(call, MlTask.Binary, Argument("labelColumn") as Text)),
            "SetMulticlassClassificationMetric" => before.For(Searched(call, MlTask.Multiclass, Argument("labelColumn") as Text)),
            "SetRegressionMetric" => before.For(Searched(call, MlTask.Regression, Argument("labelColumn") as Text)),
            _ => before,
        };
        // experiment.SetPipeline(…).SetDataset(…) changes the object that the chain begins with.
        IOperation? place = call;
        while (place?.WithoutConversion() is IInvocationOperation { TargetMethod.ReturnType.Name: ExperimentType } chained && MadeOn(chained) is { } earlier) place = earlier;
        if (!ReferenceEquals(after, before) && place?.WithoutConversion() is not IInvocationOperation) Change(place, before, after);
        return after;
    }

    private Experiment Run(IInvocationOperation call, Experiment ready, Text? label)
    {
        Experiment done = ready.Run(call.Syntax);
        Record(new ExperimentEvent(call, stack, ready.Data!, ready.Validation) { Label = label });
        return done;
    }

    private static Step Searched(IInvocationOperation call, MlTask task, Text? label) =>
        new(call) { Trainer = Flow.Trainer.Searched(task), Label = label };

    private static MlTask? TaskOfExperiment(string? type) => type switch
    {
        "BinaryClassificationExperiment" => MlTask.Binary,
        "MulticlassClassificationExperiment" => MlTask.Multiclass,
        "RegressionExperiment" => MlTask.Regression,
        "RankingExperiment" => MlTask.Ranking,
        "RecommendationExperiment" => MlTask.Recommendation,
        _ => null,
    };

    /// <summary>What is asked of an experiment that ran.</summary>
    private static Value? PartOf(Experiment experiment, string name) => name switch
    {
        "Model" => experiment.Model,
        "BestRun" or "RunDetails" or "Results" or "Result" or "Current" or "this[]" => experiment,
        _ => null,
    };

    /// <summary>A query over an experiment's runs gives one or several of them.</summary>
    private static Value? RunsOf(IInvocationOperation call, Experiment experiment, Value? selected) => call.TargetMethod.Name switch
    {
        "Select" => selected is null ? null : new Items([selected], isExact: false),
        "Average" or "Max" or "Min" or "Sum" or "Count" or "Any" or "All" => null,
        _ => experiment,
    };
}
