namespace MlDsl.Generators.Compiled;

/// <summary>What the compiler of models makes of a model file: the calls of a graph, or why there are none.</summary>
internal sealed record GraphPlan
{
    /// <summary>What stands before the model's path in the name of the resource that holds its weights.</summary>
    public const string ResourcePrefix = "MlDsl.Weights/";

    /// <summary>The path by which the project knows the model.</summary>
    public required string Model { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>What cannot be compiled, node and reason; empty for a plan that stands.</summary>
    public required EquatableArray<string> Obstacles { get; init; }

    /// <summary>Why the build leaves the model to ONNX Runtime; null where it was compiled.</summary>
    public string? Runtime { get; init; }

    /// <summary>Inputs of the graph and what the calls write, in their order.</summary>
    public required EquatableArray<PlanValue> Values { get; init; }

    public required EquatableArray<PlanConstant> Constants { get; init; }

    public required EquatableArray<PlanCall> Calls { get; init; }

    /// <summary>The calls that stand in the place of those of the same node where a class makes a choice.</summary>
    public EquatableArray<PlanChoice> Instead { get; init; }

    /// <summary>The references of the graph's inputs and outputs, in the file's order.</summary>
    public required EquatableArray<string> Inputs { get; init; }

    public required EquatableArray<string> Outputs { get; init; }

    /// <summary>The outputs that are made row by row, and how; null where none is.</summary>
    public RowProgram? Rows { get; init; }

    /// <summary>The bytes of the constants.</summary>
    public required long WeightBytes { get; init; }

    /// <summary>The plan with the calls of a choice, and without the others.</summary>
    public GraphPlan With(string? choice) => Instead.Count == 0
        ? this
        : this with { Calls = Calls.Select(call => Instead.FirstOrDefault(other => other.Choice == choice && other.Call.Node == call.Node)?.Call ?? call).ToEquatable(), Instead = default };

    /// <summary>The plan with the calls alone that some outputs depend on, and no program of a row.</summary>
    public GraphPlan Only(IEnumerable<string> outputs)
    {
        var wanted = new HashSet<string>(outputs, StringComparer.Ordinal);
        var needed = new List<PlanCall>();
        foreach (PlanCall call in Calls.Reverse())
        {
            // What a call writes is among its values, too.
            List<string> touched = call.Values.SelectMany(static operand => operand.References).ToList();
            if (!Written(call).Any(wanted.Contains)) continue;
            wanted.UnionWith(touched);
            needed.Add(call);
        }
        needed.Reverse();
        wanted.UnionWith(Inputs.Concat(Outputs));
        return this with
        {
            Rows = null,
            Calls = needed.ToEquatable(),
            Values = Values.Where(value => wanted.Contains(value.Reference)).ToEquatable(),
            Constants = Constants.Where(constant => wanted.Contains(constant.Reference) || needed.Any(call => call.Arguments.Any(a => a.Items.Contains(constant.Reference)))).ToEquatable(),
        };
    }

    // A value is defined before the one call that writes it; whatever was defined before is read.
    private IEnumerable<string> Written(PlanCall call)
    {
        var before = new HashSet<string>(Calls.TakeWhile(other => !ReferenceEquals(other, call)).SelectMany(static other => other.Values).SelectMany(static operand => operand.References).Concat(Inputs), StringComparer.Ordinal);
        return call.Values.SelectMany(static operand => operand.References).Where(reference => !before.Contains(reference));
    }

    /// <summary>Whether anything lies among the weights.</summary>
    public bool ReadsWeights => Constants.Count > 0 || Calls.Any(static call => call.ReadsWeights);
}

/// <summary>A value of the graph.</summary>
/// <param name="Reference">How calls speak of it.</param>
/// <param name="Element">Its element type, in C#.</param>
/// <param name="Name">Its name in the graph; empty for one that nobody reads.</param>
/// <param name="Shape">Its sizes and symbols; empty where unknown.</param>
internal sealed record PlanValue(string Reference, string Element, string Name, string Shape);

/// <summary>A constant among the weights.</summary>
/// <param name="Reference">How calls speak of it.</param>
/// <param name="Element">Its element type, in C#.</param>
/// <param name="Name">Its name in the graph; empty for an attribute.</param>
/// <param name="Sizes">Its sizes.</param>
/// <param name="Offset">Its first byte.</param>
internal sealed record PlanConstant(string Reference, string Element, string Name, EquatableArray<long> Sizes, long Offset);

/// <summary>The call of an operator.</summary>
/// <param name="Node">How messages call the node.</param>
/// <param name="Operator">The operator's class.</param>
/// <param name="Elements">Its element types, in C#.</param>
/// <param name="Arguments">Its attributes.</param>
/// <param name="Values">What it reads and writes, in the order of its parameters.</param>
internal sealed record PlanCall(
    string Node, string Operator, EquatableArray<string> Elements, EquatableArray<PlanArgument> Arguments, EquatableArray<PlanOperand> Values)
{
    /// <summary>Whether an attribute lies among the weights.</summary>
    public bool ReadsWeights => Arguments.Any(static a => a.Offset is not null || a.Kind == "tensor");
}

/// <summary>A call that a class chooses.</summary>
/// <param name="Choice">The member of the enum that chooses it.</param>
/// <param name="Call">The call.</param>
internal sealed record PlanChoice(string Choice, PlanCall Call);

/// <summary>What a parameter is given: one reference or none, or a list of them.</summary>
internal sealed record PlanOperand(bool IsMany, EquatableArray<string> References);

/// <summary>An attribute of an operator.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Kind">float, double, int, text, floats, ints, texts, trees, tensor or none.</param>
/// <param name="Items">The value or values, where they are written out.</param>
/// <param name="Count">The elements or bytes of one that lies among the weights.</param>
/// <param name="Offset">Its first byte; null where it is written out.</param>
internal sealed record PlanArgument(string Name, string Kind, EquatableArray<string> Items, long Count, long? Offset);
