using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Rows;

/// <summary>
/// Linear models become sums, one term after another. Of a category all terms but one are zero, so that they are one look-up: adding zero
/// to a sum that began with zero changes no bit of it.
/// </summary>
internal static class LinearRule
{
    public static RowCell[][]? Apply(RowStep step)
    {
        if (step.Class == typeof(LinearRegressor)) return Regressor(step);
        return step.Class.IsGenericType && step.Class.GetGenericTypeDefinition() == typeof(LinearClassifier<,>) ? Classifier(step) : null;
    }

    private static RowCell[][]? Regressor(RowStep step)
    {
        int targets = (int)step.Argument("targets", 1L);
        float[]? intercepts = step.Argument<float[]>("intercepts");
        if (Sums(step, intercepts is { Length: > 0 } ? intercepts : new float[targets]) is not { } sums) return null;
        return [Transformed(step, LinearRegressor.Effective(step.Argument("postTransform", "NONE")!, targets), sums)];
    }

    private static RowCell[][]? Classifier(RowStep step)
    {
        float[] intercepts = step.Argument<float[]>("intercepts")!;
        Array labels = step.Class.GetGenericArguments()[1] == typeof(string) ? step.Argument<string[]>("classlabelsStrings")! : step.Argument<long[]>("classlabelsInts")!;
        if (Sums(step, intercepts) is not { } sums) return null;
        string transform = step.Argument("postTransform", "NONE")!;
        RowCell zero = new ConstantCell(typeof(float), 0f);

        // Where one score decides, it is against zero; a class that is alone is named 1, and 0 is what it is not.
        bool isAlone = sums.Length == 1;
        RowCell[] rivals = isAlone ? [zero, sums[0]] : sums;
        if (isAlone && labels.Length == 1) labels = labels is string[]? new[] { "0", "1" } : new[] { 0L, 1L };
        var highest = step.Add(new HighestNode(rivals) { Name = step.Name });
        RowCell label = new ColumnCell(highest, labels);
        if (!isAlone || step.Step.Outputs[1]!.Rows!.Width == 1) return [[label], Transformed(step, transform, sums)];
        var pair = step.Add(new TransformNode("Pair", Parsed(transform).ToString(), [], rivals) { Name = step.Name });
        return [[label], Results(pair, typeof(float), 2)];
    }

    private static RowCell[]? Sums(RowStep step, float[] intercepts)
    {
        float[] coefficients = step.Argument<float[]>("coefficients")!;
        RowCell[] cells = [.. step.Cells.Select(cell => step.Convert(cell, typeof(float)))];
        if (cells.Length * intercepts.Length != coefficients.Length) return null;
        return [.. intercepts.Select((intercept, k) => (RowCell)new ResultCell(typeof(float), step.Add(Sum(step.Name, cells, coefficients.AsSpan(k * cells.Length, cells.Length), intercept)), 0))];
    }

    private static SumNode Sum(string name, RowCell[] cells, ReadOnlySpan<float> weights, float intercept)
    {
        var terms = new List<RowTerm>();
        float[]? folded = null;
        PositionNode? position = null;
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i] is ConstantCell constant)
            {
                float product = (float)constant.Value * weights[i];
                if (product == 0f) continue;
                Flush();
                terms.Add(new RowTerm(new ConstantCell(typeof(float), product), null));
            }
            else if (cells[i] is ColumnCell column)
            {
                float weight = weights[i];
                float[] products = [.. ((float[])column.Values).Select(value => value * weight)];
                if (column.Position != position || products.Zip(folded!).Any(static pair => pair.First != 0f && pair.Second != 0f)) Flush();
                (position, folded) = (column.Position, folded is null ? products : [.. products.Zip(folded, static (own, other) => own != 0f ? own : other)]);
            }
            else
            {
                Flush();
                terms.Add(new RowTerm(cells[i], weights[i]));
            }
        }
        Flush();
        terms.Add(new RowTerm(new ConstantCell(typeof(float), intercept), null));
        return new SumNode(terms) { Name = name };

        void Flush()
        {
            if (folded is not null && folded.Any(static product => product != 0f)) terms.Add(new RowTerm(new ColumnCell(position!, folded), null));
            (position, folded) = (null, null);
        }
    }

    private static RowCell[] Transformed(RowStep step, string transform, RowCell[] scores)
    {
        ScoreTransform parsed = Parsed(transform);
        if (parsed == ScoreTransform.None || (scores.Length == 1 && parsed is ScoreTransform.Softmax or ScoreTransform.SoftmaxZero)) return scores;
        return Results(step.Add(new TransformNode("Transform", parsed.ToString(), [], scores) { Name = step.Name }), typeof(float), scores.Length);
    }

    private static ScoreTransform Parsed(string transform) => Enum.Parse<ScoreTransform>(transform.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static RowCell[] Results(RowNode node, Type element, int count) => [.. Enumerable.Range(0, count).Select(place => new ResultCell(element, node, place))];
}
