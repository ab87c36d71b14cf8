namespace MlDsl.Compiler.Costs;

/// <summary>What the build asks about a model: what the project says runs it, and whether ONNX Runtime is there.</summary>
/// <param name="Asked"><c>auto</c>, <c>compiled</c> or <c>runtime</c>: the metadata <c>Backend</c> of the item.</param>
/// <param name="HasRuntime">Whether the project brings ONNX Runtime's library; of a model of ML.NET, the package that runs it.</param>
internal sealed record BackendQuestion(string Asked, bool HasRuntime)
{
    /// <summary>Whether the model is one of ML.NET, which runs it where it is not compiled.</summary>
    public bool IsMlNet { get; init; }

    /// <summary>The words of the question; null where they are none.</summary>
    public static BackendQuestion? Parse(string asked, string runtime) =>
        asked is "auto" or "compiled" or "runtime" && runtime is "present" or "absent" ? new(asked, runtime == "present") : null;

    /// <summary>The line of the plan that the build compares with its next question.</summary>
    public string Line => $"asked {Asked} {(HasRuntime ? "present" : "absent")}";
}

/// <summary>What runs a model.</summary>
/// <param name="IsCompiled">The assembly's own code; else ONNX Runtime.</param>
/// <param name="Reason">Why, as part of a sentence.</param>
internal sealed record BackendChoice(bool IsCompiled, string Reason)
{
    public string Word => IsCompiled ? "compiled" : "runtime";
}
