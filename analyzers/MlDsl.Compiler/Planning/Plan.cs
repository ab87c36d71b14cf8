using MlDsl.Compiler.Rows;
using MlDsl.Compiler.Steps;

namespace MlDsl.Compiler.Planning;

/// <summary>A graph that can be compiled, or the reasons why it cannot.</summary>
internal sealed record Plan
{
    public required IReadOnlyList<PlanValue> Inputs { get; init; }

    public required IReadOnlyList<PlanValue> Outputs { get; init; }

    /// <summary>The calls in their order, without those that nothing depends on.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>The same as a program of one row; null where not every operator takes each row for itself.</summary>
    public RowProgram? Program { get; init; }

    /// <summary>Why there is no such program; empty where there is one.</summary>
    public string NotByRows { get; init; } = "";

    /// <summary>Node and reason of all that cannot be compiled; empty for a plan that stands.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    public static Plan Unsupported(IReadOnlyList<string> obstacles) => new() { Inputs = [], Outputs = [], Steps = [], Obstacles = obstacles };
}
