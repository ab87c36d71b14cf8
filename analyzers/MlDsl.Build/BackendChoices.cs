using Microsoft.Build.Framework;

namespace MlDsl.Build;

/// <summary>What the project asks of a model's backend, and what the build says of the answer.</summary>
/// <param name="engine">Where it is said.</param>
/// <param name="runtime">The package or file that brings ONNX Runtime; empty where nothing does.</param>
internal sealed class BackendChoices(IBuildEngine engine, string runtime)
{
    private const string Auto = "auto", Compiled = "compiled", Runtime = "runtime";

    private string Presence => runtime.Length > 0 ? "present" : "absent";

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
        if (asked == Runtime && !model.Is("Extension", ".onnx"))
        {
            engine.Error("MLD2073", file, $"'{name}' is no ONNX model, and ONNX Runtime reads no other; remove Backend=\"{backend}\" from its MlModel item: it is always compiled");
            return null;
        }
        return (asked, Presence);
    }

    /// <summary>Whether a plan answers the question.</summary>
    public static bool IsAnswered(ITaskItem model, (string Asked, string Presence) question) =>
        !model.Is("Extension", ".onnx") || PlanHead.Read(model.GetMetadata(ModelItems.Plan)).Asked == $"{question.Asked} {question.Presence}";

    /// <summary>Says what runs a model and why, and warns where the choice moved, or would move were it not pinned.</summary>
    /// <param name="model">The model, which has a plan.</param>
    /// <param name="before">The plan that this one took the place of, or the same.</param>
    /// <param name="isNew">Whether the plan was written in this build.</param>
    /// <returns>Whether the build may go on.</returns>
    public bool Tell(ITaskItem model, PlanHead before, bool isNew)
    {
        PlanHead now = PlanHead.Read(model.GetMetadata(ModelItems.Plan));
        if (now.Asked.Length == 0) return true;
        string name = model.GetMetadata(ModelItems.ModelName), file = model.GetMetadata(ModelItems.FullPath);
        if (now.Asked.StartsWith(Compiled, StringComparison.Ordinal) && now.Obstacle.Length > 0)
        {
            engine.Error("MLD2072", file, $"'{name}' has Backend=\"Compiled\" on its MlModel item, but cannot be compiled: {now.Obstacle}; write Backend=\"Runtime\", and reference Microsoft.ML.OnnxRuntime");
            return false;
        }
        engine.Say($"MlDsl: '{name}' {Does(now.Backend.Word)}: {now.Backend.Reason}", isNew ? MessageImportance.High : MessageImportance.Normal);
        string pin = $"write Backend=\"Compiled\" or Backend=\"Runtime\" on its MlModel item";
        if (Moved(before, now))
            engine.Warning("MLD2071", file, $"'{name}' {Did(before.Backend.Word)}, and now {Does(now.Backend.Word)}, because {Cause}: {now.Backend.Reason}; {pin} to fix the choice");
        else if (now.Auto.Word.Length > 0 && now.Auto.Word == (runtime.Length > 0 ? Runtime : Compiled))
            engine.Warning("MLD2071", file, $"'{name}' stays as its MlModel item says, and {Does(now.Backend.Word)}; because {Cause}, Auto {Would(now.Auto.Word)}: {now.Auto.Reason}; {pin}, or silence MLD2071 with NoWarn");
        return true;
    }

    private string Cause => runtime.Length > 0 ? $"ONNX Runtime is referenced ({runtime})" : "ONNX Runtime is not referenced";

    // The same file, asked the same way, and another answer: only what is referenced can be the reason.
    private static bool Moved(PlanHead before, PlanHead now) =>
        before.Asked != now.Asked && before.Asked.StartsWith(Auto, StringComparison.Ordinal) && now.Asked.StartsWith(Auto, StringComparison.Ordinal) && before.Sha256 == now.Sha256 && before.Backend.Word != now.Backend.Word;

    private static string Does(string backend) => backend == Compiled ? "is compiled" : "runs on ONNX Runtime";

    private static string Did(string backend) => backend == Compiled ? "was compiled" : "ran on ONNX Runtime";

    private static string Would(string backend) => backend == Compiled ? "would compile it" : "would run it on ONNX Runtime";
}
