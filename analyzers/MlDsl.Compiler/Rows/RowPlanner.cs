using MlDsl.Compiler.Steps;

namespace MlDsl.Compiler.Rows;

/// <summary>
/// Follows the elements of a row through the graph: what moves them vanishes, what is known of categories becomes tables, and the rest
/// becomes expressions, sums and trees. A graph of which any operator looks at more than one row has no such program.
/// </summary>
internal sealed class RowPlanner
{
    // Beyond, loops over tensors take less time and far less code.
    private const int MaxWidth = 2048, MaxLines = 1250;

    private static readonly Func<RowStep, RowCell[][]?>[] Rules = [MovementRule.Apply, TabulateRule.Apply, LookupRule.Apply, DenseRule.Apply, RowFunctionRule.Apply, ElementRule.Apply, ColumnRule.Apply, LinearRule.Apply, TreeRule.Apply, MlNetRule.Apply];

    private readonly Dictionary<PlanValue, RowValue> values = [];
    private readonly Dictionary<PlanValue, string> reasons = [];
    private readonly List<RowNode> nodes = [];
    private (long, long)? batch;

    private RowPlanner()
    {
    }

    /// <summary>The program of a graph's row; null where there is none, with the reason.</summary>
    public static RowProgram? Plan(IReadOnlyList<PlanValue> inputs, IReadOnlyList<PlanStep> steps, IReadOnlyList<PlanValue> outputs, out string reason)
    {
        var planner = new RowPlanner();
        RowProgram program = planner.Program(inputs, steps, outputs);
        int lines = RowLines.Count(program);
        reason = !program.Outputs.Any(static output => output is not null) ? string.Join("; ", outputs.Select(output => planner.reasons[output]).Distinct())
            : lines > MaxLines ? FormattableString.Invariant($"the program of a row would have {lines} lines") : "";
        return reason.Length == 0 ? program : null;
    }

    private RowProgram Program(IReadOnlyList<PlanValue> inputs, IReadOnlyList<PlanStep> steps, IReadOnlyList<PlanValue> results)
    {
        foreach (PlanValue input in inputs)
            if (Sizes(input, $"the input '{input.Name}'") is { } sizes) values[input] = new RowValue(sizes, [.. Enumerable.Range(0, Width(sizes)).Select(place => new InputCell(input, place))]);
        foreach (PlanStep step in steps) Follow(step);
        RowValue?[] outputs = [.. results.Select(output => values.GetValueOrDefault(output))];
        return new RowProgram(RowLines.Needed(nodes, outputs.OfType<RowValue>().SelectMany(static output => output.Cells)), outputs);
    }

    private void Follow(PlanStep step)
    {
        PlanValue[] outputs = [.. step.Outputs.OfType<PlanValue>()];
        string? reason = step.Inputs.Select(input => input is null ? null : reasons.GetValueOrDefault(input)).FirstOrDefault(static reason => reason is not null)
            ?? (step.Instead is null ? null : $"{step.Node} depends on a choice of the class");
        if (reason is null && outputs.All(output => Sizes(output, step.Node) is not null))
        {
            var given = new RowStep(step, [.. step.Inputs.Select(input => input is null ? null : values.GetValueOrDefault(input))]);
            RowCell[][]? cells = given.Inputs.Any(static input => input is not null) ? Rules.Select(rule => rule(given)).FirstOrDefault(static found => found is not null) : null;
            if (cells is not null)
            {
                for (int i = 0; i < step.Outputs.Count; i++)
                    if (step.Outputs[i] is { } output) values[output] = new RowValue(output.Rows!.Sizes, cells[i]);
                nodes.AddRange(given.Nodes);
                return;
            }
            reason = DenseLowering.Refusal(step) is { } refusal ? $"{step.Node} is a product {refusal}" : $"{step.Node} is not known row by row";
        }
        foreach (PlanValue output in outputs)
        {
            values.Remove(output);
            if (reason is not null || !reasons.ContainsKey(output)) reasons[output] = reason ?? $"{step.Node} is not one of rows";
        }
    }

    private long[]? Sizes(PlanValue value, string of)
    {
        if (value.Rows is not { } rows || (batch ??= rows.Batch) != rows.Batch) reasons[value] = $"{of} is not one of rows";
        else if (rows.Width > MaxWidth) reasons[value] = FormattableString.Invariant($"{of} has rows of {rows.Width} elements");
        else return rows.Sizes;
        return null;
    }

    private static int Width(long[] sizes) => (int)sizes.Aggregate(1L, static (product, size) => product * size);
}
