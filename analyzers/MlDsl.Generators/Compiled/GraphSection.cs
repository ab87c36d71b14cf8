using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Compiled;

/// <summary>The graph as code: weights and operators, which all calls share; values, of which each call has its own; and the calls.</summary>
internal static class GraphSection
{
    private const string Kernels = "global::MlDsl.Kernels", Model = OnnxNames.Runtime + ".CompiledModel", Call = OnnxNames.Runtime + ".CompiledCall", Parameter = $"({Kernels}.ModelWeights weights)";

    /// <param name="writer">Where the code goes.</param>
    /// <param name="plan">The graph.</param>
    /// <param name="rows">What of it is made row by row; the operators calculate the rest.</param>
    public static void Write(SourceWriter writer, GraphPlan plan, RowWants? rows)
    {
        plan = Rest(plan, rows);
        var naming = new GraphNaming(plan);
        WriteParts(writer, naming, rows);
        writer.Line();
        WriteValues(writer, naming);
        writer.Line();
        WriteGraph(writer, plan, naming, rows);
        if (rows is null) return;
        writer.Line();
        writer.Line("/// <summary>What the program of a row holds, shared by all calls.</summary>");
        using (writer.Block($"private sealed class RowParts{(rows.Parts.IsEmpty ? "" : Parameter)}")) rows.Parts.Write(writer);
    }

    /// <summary>Whether anything of it lies among the weights.</summary>
    public static bool ReadsWeights(GraphPlan plan, RowWants? rows) => Rest(plan, rows).ReadsWeights || rows is { Parts.IsEmpty: false };

    /// <summary>Whether the calls share anything: a program of a row may be code alone.</summary>
    public static bool ReadsParts(GraphPlan plan, RowWants? rows) => ReadsParts(new GraphNaming(Rest(plan, rows)), rows);

    private static bool ReadsParts(GraphNaming naming, RowWants? rows) => naming.Stages.Any(static s => s.Count > 0) || rows is { Parts.IsEmpty: false };

    private static GraphPlan Rest(GraphPlan plan, RowWants? rows) => rows is null ? plan : plan.Only(plan.Outputs.Where((_, i) => !rows.Outputs.Contains(i)));

    private static void WriteParts(SourceWriter writer, GraphNaming naming, RowWants? rows)
    {
        writer.Line("/// <summary>Weights and operators, shared by all calls.</summary>");
        bool readsRows = rows is { Parts.IsEmpty: false };
        using (writer.Block($"private sealed class Parts{(readsRows ? Parameter : Weights(naming.Stages.SelectMany(static s => s)))}"))
        {
            if (rows is not null) writer.Line($"public readonly RowParts Rows = new({(readsRows ? "weights" : "")});");
            if (naming.Stages.Count == 1)
            {
                foreach (Stage stage in naming.Stages[0]) WriteStage(writer, stage, naming);
                return;
            }
            foreach (var (part, number) in GraphNaming.Numbered(naming.Stages)) writer.Line($"public readonly Stage{Literals.Whole(number)} Part{Literals.Whole(number)} = new({(part.Any(static s => s.ReadsWeights) ? "weights" : "")});");
            foreach (var (part, number) in GraphNaming.Numbered(naming.Stages))
            {
                writer.Line();
                using (writer.Block($"public sealed class Stage{Literals.Whole(number)}{Weights(part)}"))
                    foreach (Stage stage in part) WriteStage(writer, stage, naming);
            }
        }
    }

    /// <summary>The parameter of a class whose members lie among the weights; nothing for others.</summary>
    public static string Weights(IEnumerable<Stage> stages) => stages.Any(static s => s.ReadsWeights) ? Parameter : "";

    private static void WriteStage(SourceWriter writer, Stage stage, GraphNaming naming)
    {
        foreach (var constant in stage.Constants)
            writer.Line($"public readonly {Kernels}.Tensor<{constant.Item.Element}> {constant.Name} = {New(constant.Item)};");
        string arguments = string.Join(", ", stage.Call.Arguments.Select(argument => $"{Literals.Identifier(argument.Name)}: {Value(argument, naming)}"));
        writer.Line($"public readonly {Type(stage.Call)} {stage.Name} = new({arguments}) {{ Node = {Literals.Text(stage.Call.Node)} }};");
    }

    private static void WriteValues(SourceWriter writer, GraphNaming naming)
    {
        writer.Line("/// <summary>The values of one call.</summary>");
        using (writer.Block("private sealed class Values"))
        {
            if (naming.ValueParts.Count == 1)
            {
                WriteValues(writer, naming.ValueParts[0]);
                return;
            }
            foreach (var (_, number) in GraphNaming.Numbered(naming.ValueParts)) writer.Line($"public readonly Values{Literals.Whole(number)} Part{Literals.Whole(number)} = new();");
            foreach (var (part, number) in GraphNaming.Numbered(naming.ValueParts))
            {
                writer.Line();
                using (writer.Block($"public sealed class Values{Literals.Whole(number)}")) WriteValues(writer, part);
            }
        }
    }

    private static void WriteValues(SourceWriter writer, List<Named<PlanValue>> values)
    {
        foreach (var value in values) writer.Line($"public readonly {Kernels}.Tensor<{value.Item.Element}> {value.Name} = new();");
    }

    private static void WriteGraph(SourceWriter writer, GraphPlan plan, GraphNaming naming, RowWants? rows)
    {
        string inputs = string.Join(", ", plan.Inputs.Select(naming.Expression)), outputs = string.Join(", ", plan.Outputs.Select(naming.Expression));
        writer.Line("/// <summary>The calls of the graph's operators, in order.</summary>");
        using (writer.Block($"private sealed class Graph({Model} model, {(ReadsParts(naming, rows) ? "Parts parts, " : "")}Values values) : {Call}(model, [{inputs}], [{outputs}])"))
        {
            using (writer.Block("protected override void Execute()"))
            {
                if (naming.Stages.Count == 1) WriteCalls(writer, plan, naming.Stages[0], "parts.", naming);
                else foreach (var (_, number) in GraphNaming.Numbered(naming.Stages)) writer.Line($"Execute{Literals.Whole(number)}();");
                if (rows is not null) GraphRowSection.WriteCalls(writer, plan, naming, rows);
            }
            if (rows is not null) GraphRowSection.WriteMethods(writer, plan, naming, rows);
            if (naming.Stages.Count == 1) return;
            foreach (var (part, number) in GraphNaming.Numbered(naming.Stages))
            {
                writer.Line();
                using (writer.Block($"private void Execute{Literals.Whole(number)}()"))
                    WriteCalls(writer, plan, part, $"parts.{GraphNaming.Prefix(naming.Stages.Count, number)}", naming);
            }
        }
    }

    private static void WriteCalls(SourceWriter writer, GraphPlan plan, List<Stage> stages, string prefix, GraphNaming naming)
    {
        var shapes = plan.Values.Where(static v => v.Shape.Length > 0).ToDictionary(static v => v.Reference);
        foreach (Stage stage in stages)
        {
            string last = stage.Call.Values.SelectMany(static operand => operand.References).Last();
            if (shapes.TryGetValue(last, out PlanValue? shown)) writer.Line($"// {Literals.Comment($"{shown.Name}{shown.Shape}")}");
            writer.Line($"{prefix}{stage.Name}.Run({string.Join(", ", stage.Call.Values.Select(operand => Operand(operand, naming)))});");
        }
    }

    private static string Operand(PlanOperand operand, GraphNaming naming) => operand.IsMany
        ? $"[{string.Join(", ", operand.References.Select(naming.Expression))}]"
        : operand.References.Count == 0 ? "null" : naming.Expression(operand.References[0]);

    private static string Type(PlanCall call) =>
        $"{Kernels}.Operators.{call.Operator}{(call.Elements.Count > 0 ? $"<{string.Join(", ", call.Elements)}>" : "")}";

    private static string Value(PlanArgument argument, GraphNaming naming) => argument switch
    {
        { Kind: "none" } => "null",
        { Kind: "trees", Offset: { } offset } => $"weights.Trees({Literals.Whole(argument.Count)}, {Literals.Whole(offset)}L)",
        { Kind: "texts", Offset: { } offset } => $"weights.TextList({Literals.Whole(argument.Count)}, {Literals.Whole(offset)}L)",
        { Offset: { } offset } => $"weights.List<{(argument.Kind == "floats" ? "float" : "long")}>({Literals.Whole(argument.Count)}, {Literals.Whole(offset)}L)",
        { Kind: "tensor" } => New(naming.Constant(argument.Items[0])),
        { Kind: "float" } => Literals.Single(argument.Items[0]),
        { Kind: "double" } => Literals.Number(double.Parse(argument.Items[0], System.Globalization.CultureInfo.InvariantCulture)),
        { Kind: "int" } => argument.Items[0] + "L",
        { Kind: "text" } => Literals.Text(argument.Items[0]),
        { Kind: "floats" } => $"[{string.Join(", ", argument.Items.Select(Literals.Single))}]",
        { Kind: "ints" } => $"[{string.Join(", ", argument.Items)}]",
        _ => Literals.Texts(argument.Items),
    };

    private static string New(PlanConstant constant)
    {
        // The sizes as one collection: C# 12 does not know parameters of type 'params ReadOnlySpan<long>'.
        string place = $"{Literals.Whole(constant.Offset)}L, [{string.Join(", ", constant.Sizes.Select(static size => Literals.Whole(size)))}]";
        return constant.Element == ElementTypes.Text ? $"weights.Texts({place})" : $"weights.Tensor<{constant.Element}>({place})";
    }
}
