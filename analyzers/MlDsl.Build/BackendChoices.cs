using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>What the project asks of a model's backend, and what the build says of the answer.</summary>
/// <param name="engine">Where it is said.</param>
/// <param name="onnx">The package or file that brings ONNX Runtime; empty where nothing does.</param>
/// <param name="mlNet">What brings the package that runs models of ML.NET; empty where nothing does.</param>
internal sealed class BackendChoices(IBuildEngine engine, string onnx, string mlNet)
{
    private const string Auto = "auto", Compiled = "compiled", Runtime = "runtime";

    private readonly ModelRunner onnxRuntime = new("ONNX Runtime", "Microsoft.ML.OnnxRuntime", onnx), mlNetRuntime = new("ML.NET", "MlDsl.MlNet", mlNet);

    /// <summary>The question as two words; null where the item asks for what there is not, which is told.</summary>
    public (string Asked, string Presence)? Question(ITaskItem model)
    {
        string name = model.GetMetadata(ModelItems.ModelName), file = model.GetMetadata(ModelItems.FullPath), backend = model.GetMetadata(ModelItems.Backend);
        string? asked = backend.Length == 0 ? Auto : new[] { Auto, Compiled, Runtime }.FirstOrDefault(word => model.Is(ModelItems.Backend, word));
        if (asked is null)
        {
            engine.Error("MLD2070", file, $"'{name}' has Backend=\"{backend}\" on its MlModel item; write Auto, Compiled or Runtime, or leave it out for Auto");
            return null;
        }
        if (asked == Runtime && Runner(model) is null)
        {
            engine.Error("MLD2073", file, $"'{name}' is a model of trees, which neither ONNX Runtime nor ML.NET reads; remove Backend=\"{backend}\" from its MlModel item: it is always compiled");
            return null;
        }
        return (asked, (Runner(model) ?? onnxRuntime).Word);
    }

    /// <summary>Whether a plan answers the question.</summary>
    public bool IsAnswered(ITaskItem model, (string Asked, string Presence) question) =>
        Runner(model) is null || PlanHead.Read(model.GetMetadata(ModelItems.Plan)).Asked == $"{question.Asked} {question.Presence}";

    /// <summary>Says what runs a model and why, and warns where the choice moved, or would move were it not pinned.</summary>
    /// <param name="model">The model, which has a plan.</param>
    /// <param name="before">The plan that this one took the place of, or the same.</param>
    /// <param name="isNew">Whether the plan was written in this build.</param>
    /// <returns>Whether the build may go on.</returns>
    public bool Tell(ITaskItem model, PlanHead before, bool isNew)
    {
        PlanHead now = PlanHead.Read(model.GetMetadata(ModelItems.Plan));
        if (now.Asked.Length == 0) return true;
        if (Runner(model) is not { } runner) return true;
        string name = model.GetMetadata(ModelItems.ModelName), file = model.GetMetadata(ModelItems.FullPath);
        if (now.Asked.StartsWith(Compiled, StringComparison.Ordinal) && now.Obstacle.Length > 0)
        {
            engine.Error("MLD2072", file, $"'{name}' has Backend=\"Compiled\" on its MlModel item, but cannot be compiled: {now.Obstacle}; write Backend=\"Runtime\", and reference {runner.Package}");
            return false;
        }
        MessageImportance importance = isNew ? MessageImportance.High : MessageImportance.Normal;
        if (ModelRunner.IsMlNet(model) && !runner.IsPresent && now.Obstacle.Length > 0)
        {
            engine.Say($"MlDsl: '{name}' {now.Backend.Reason}; with the package {runner.Package}, which the project does not reference, ML.NET runs it", importance);
            return true;
        }
        engine.Say($"MlDsl: '{name}' {Does(now.Backend.Word)}: {now.Backend.Reason}", importance);
        string pin = $"write Backend=\"Compiled\" or Backend=\"Runtime\" on its MlModel item";
        if (Moved(before, now))
            engine.Warning("MLD2071", file, $"'{name}' {Did(before.Backend.Word)}, and now {Does(now.Backend.Word)}, because {runner.Cause}: {now.Backend.Reason}; {pin} to fix the choice");
        else if (now.Auto.Word.Length > 0 && now.Auto.Word == (runner.IsPresent ? Runtime : Compiled))
            engine.Warning("MLD2071", file, $"'{name}' stays as its MlModel item says, and {Does(now.Backend.Word)}; because {runner.Cause}, Auto {Would(now.Auto.Word)}: {now.Auto.Reason}; {pin}, or silence MLD2071 with NoWarn");
        return true;

        string Does(string backend) => backend == Compiled ? "is compiled" : $"runs on {runner.Name}";

        string Did(string backend) => backend == Compiled ? "was compiled" : $"ran on {runner.Name}";

        string Would(string backend) => backend == Compiled ? "would compile it" : $"would run it on {runner.Name}";
    }

    private ModelRunner? Runner(ITaskItem model) => model.Is("Extension", ".onnx") ? onnxRuntime : ModelRunner.IsMlNet(model) ? mlNetRuntime : null;

    // The same file, asked the same way, and another answer: only what is referenced can be the reason.
    private static bool Moved(PlanHead before, PlanHead now) =>
        before.Asked != now.Asked && before.Asked.StartsWith(Auto, StringComparison.Ordinal) && now.Asked.StartsWith(Auto, StringComparison.Ordinal) && before.Sha256 == now.Sha256 && before.Backend.Word != now.Backend.Word;
}
