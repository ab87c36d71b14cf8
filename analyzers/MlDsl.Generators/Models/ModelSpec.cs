namespace MlDsl.Generators.Models;

/// <summary>A model as its user declared it.</summary>
internal sealed record ModelSpec
{
    public required TypeDeclaration Type { get; init; }
    public required string Name { get; init; }
    public required string Version { get; init; }
    public required string Row { get; init; }

    /// <summary>Whether an export may call operators that only ONNX Runtime has.</summary>
    public required bool AllowsContribOperators { get; init; }

    /// <summary>The task's name in files and reports.</summary>
    public required string Task { get; init; }

    /// <summary>What it is asked about: a member of <c>TaskShape</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>What is declared of its series; null where it is asked about rows.</summary>
    public SeriesSpec? Series { get; init; }

    /// <summary>What its trainers learn: a member of <c>TargetKind</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The type that does the task's work.</summary>
    public required string Implementation { get; init; }

    /// <summary>The type of what is said of one row.</summary>
    public required string Prediction { get; init; }

    /// <summary>What the model derives from.</summary>
    public required string Base { get; init; }

    /// <summary>The type of the trainer's options.</summary>
    public required string Trainer { get; init; }

    /// <summary>What else the definition holds, as assignments: a calibration, intervals, what a search chooses from.</summary>
    public required EquatableArray<string> Steps { get; init; }

    /// <summary>The options that are set, as assignments.</summary>
    public required EquatableArray<string> Options { get; init; }

    /// <summary>A trainer's options as an expression.</summary>
    public static string Made(string trainer, IReadOnlyCollection<string> options) => $"new {trainer} {{ {string.Join(", ", options)}{(options.Count > 0 ? " " : "")}}}";
}
