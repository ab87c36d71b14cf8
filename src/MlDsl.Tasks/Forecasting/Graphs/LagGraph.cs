using MlDsl.Onnx;
using MlDsl.Plans;

namespace MlDsl.Forecasting;

/// <summary>
/// Writes what a pooled model sees of histories as nodes, in double and with the sums of <see cref="LagShape"/> in their order, so that features have the same bits. Places are constants: the length of a
/// history is.
/// </summary>
internal sealed class LagGraph(GraphNodes nodes, LagShape shape)
{
    /// <summary>Level and spread of histories.</summary>
    /// <param name="history">Doubles, [N, <paramref name="length"/>].</param>
    /// <param name="length">The number of values.</param>
    public LagUnits Units(string history, int length)
    {
        int count = shape.Window(length);
        string zero = nodes.RowSum(nodes.Call("Sub", history, history));
        string window = Columns(history, [.. Enumerable.Range(length - count, count)]), all = nodes.Scalar((double)count);
        string level = nodes.Call("Div", Total(window, 1, count), all);
        string spread = Total(nodes.Call("Div", nodes.Call("Abs", nodes.Call("Sub", window, level)), all), 1, count);
        string varies = nodes.Call("Greater", spread, nodes.Call("Mul", nodes.Call("Abs", level), nodes.Scalar(LagShape.LeastSpread)));
        return new(level, nodes.Where(varies, spread, nodes.Scalar(1d)), varies, zero);
    }

    /// <summary>The features that the values have of the steps from 1 to <paramref name="steps"/> behind histories, floats, [N · steps, width], series by series; and what the forecasts are told from, doubles, [N, steps].</summary>
    /// <param name="history">Doubles, [N, <paramref name="length"/>].</param>
    /// <param name="length">The number of values.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="units">Level and spread.</param>
    public (string Features, string Starts) Write(string history, int length, int steps, LagUnits units)
    {
        var ops = new LagOp[steps][];
        for (int step = 0; step < steps; step++) shape.Write(length, step + 1, ops[step] = new LagOp[shape.OwnWidth]);
        LagOp[] starts = [.. Enumerable.Range(1, steps).Select(ahead => new LagOp(LagKind.Value, shape.StartOf(length, ahead)))];
        var (numbers, places) = Numbers(history, [.. ops.SelectMany(static own => own).Concat(starts).Where(static op => op.Kind != LagKind.PhaseMean).Distinct()], units);
        string rounded = nodes.Cast(numbers, OnnxElementType.Float);
        string phases = PhaseMeans(rounded, [.. ops.Select(own => Places(own.Take(LagShape.Means), places))]);
        // Behind all others the mean at the phase of each step.
        long[] taken = [.. ops.SelectMany((own, step) => own.Select(op => op.Kind == LagKind.PhaseMean ? places.Count + step : places[op]))];
        string features = nodes.Call("Gather", [nodes.Beside([rounded, phases]), nodes.Constant<long>(taken, taken.Length)], OnnxSetting.Of("axis", 1));
        return (
            nodes.Call("Reshape", features, nodes.Constant<long>([-1, shape.OwnWidth], 2)),
            nodes.Call("Gather", [numbers, nodes.Constant<long>(Places(starts, places), steps)], OnnxSetting.Of("axis", 1)));
    }

    /// <summary>The features that a past covariate has of the same steps, floats, [N · steps, width], series by series.</summary>
    /// <param name="covariate">What is seen of it.</param>
    /// <param name="history">Its values, doubles, [N, <paramref name="length"/>].</param>
    /// <param name="length">The number of values.</param>
    /// <param name="steps">The number of steps.</param>
    public (string Features, string Zero) Write(CovariateLags covariate, string history, int length, int steps)
    {
        LagUnits units = Units(history, length);
        LagUnits own = covariate.Covariate.IsFlag ? units with { Level = nodes.Scalar(0d), Spread = nodes.Scalar(1d) } : units;
        var ops = new LagOp[steps][];
        for (int step = 0; step < steps; step++) covariate.Write(length, step + 1, ops[step] = new LagOp[covariate.Width]);
        var (numbers, places) = Numbers(history, [.. ops.SelectMany(static all => all).Distinct()], own);
        // What does not vary tells nothing.
        if (!covariate.Covariate.IsFlag) numbers = nodes.Where(units.Varies, numbers, units.Zero);
        long[] taken = [.. ops.SelectMany(all => Places(all, places))];
        string features = nodes.Call("Gather", [nodes.Cast(numbers, OnnxElementType.Float), nodes.Constant<long>(taken, taken.Length)], OnnxSetting.Of("axis", 1));
        return (nodes.Call("Reshape", features, nodes.Constant<long>([-1, covariate.Width], 2)), units.Zero);
    }

    // Every op once, those of a kind beside each other: doubles, [N, count].
    private (string Numbers, Dictionary<LagOp, long> Places) Numbers(string history, LagOp[] ops, LagUnits units)
    {
        int[] seasons = [.. ops.SelectMany(Seasons).Distinct()];
        string means = seasons.Length > 0 ? Means(history, seasons) : "";
        var parts = new List<string>();
        var places = new Dictionary<LagOp, long>();
        foreach (var group in ops.GroupBy(static op => op.Kind))
        {
            LagOp[] own = [.. group];
            parts.Add(group.Key switch
            {
                LagKind.Value => Scaled(At(own), units.Level),
                LagKind.Difference => Scaled(At(own), Other(own)),
                LagKind.OverMean => Scaled(At(own), MeanAt(own.Select(static op => op.Other))),
                LagKind.Mean => Scaled(MeanAt(own.Select(static op => op.At)), units.Level),
                LagKind.MeanDifference => Scaled(MeanAt(own.Select(static op => op.At)), MeanAt(own.Select(static op => op.Other))),
                LagKind.Size => nodes.Call("Log", nodes.Call("Add", nodes.Call("Div", nodes.Call("Abs", units.Level), units.Spread), nodes.Scalar(LagShape.Smallest))),
                LagKind.Ahead => nodes.Call("Add", units.Zero, nodes.Constant<double>([.. own.Select(static op => (double)op.At)], 1, own.Length)),
                LagKind.Nothing => units.Zero,
                _ => throw new NotSupportedException(group.Key.ToString()),
            });
            foreach (LagOp op in own) places.Add(op, places.Count);
        }
        return (nodes.Beside(parts), places);

        string Scaled(string value, string less) => nodes.Call("Div", nodes.Call("Sub", value, less), units.Spread);
        string At(LagOp[] own) => Columns(history, [.. own.Select(static op => op.At)]);
        string Other(LagOp[] own) => Columns(history, [.. own.Select(static op => op.Other)]);
        string MeanAt(IEnumerable<int> from) => Columns(means, [.. from.Select(first => Array.IndexOf(seasons, first))]);
    }

    // Where the seasons begin whose means an op takes.
    private static IEnumerable<int> Seasons(LagOp op) => op.Kind switch
    {
        LagKind.OverMean => [op.Other],
        LagKind.Mean => [op.At],
        LagKind.MeanDifference => [op.At, op.Other],
        _ => [],
    };

    private string Means(string history, int[] seasons)
    {
        long[] taken = [.. seasons.SelectMany(first => Enumerable.Range(first, shape.Season).Select(static at => (long)at))];
        return Mean(nodes.Call("Gather", [history, nodes.Constant<long>(taken, seasons.Length, shape.Season)], OnnxSetting.Of("axis", 1)), shape.Season);
    }

    // Of features, which are floats.
    private string PhaseMeans(string rounded, long[][] places)
    {
        string values = nodes.Call("Gather", [rounded, nodes.Constant<long>([.. places.SelectMany(static own => own)], places.Length, LagShape.Means)], OnnxSetting.Of("axis", 1));
        return nodes.Cast(Mean(nodes.Cast(values, OnnxElementType.Double), LagShape.Means), OnnxElementType.Float);
    }

    // [N, m, count] to [N, m].
    private string Mean(string values, int count) => nodes.Call("Div", Last(CumSum(values, 2), 2, count, keeps: false), nodes.Scalar((double)count));

    // The sum from the first value on, one after the other, as no reduction promises it: [N, count] to [N, 1].
    private string Total(string values, int axis, int count) => Last(CumSum(values, axis), axis, count, keeps: true);

    private string CumSum(string values, int axis) => nodes.Call("CumSum", values, nodes.Scalar((long)axis));

    private string Last(string values, int axis, int count, bool keeps) =>
        nodes.Call("Gather", [values, keeps ? nodes.Constant<long>([count - 1], 1) : nodes.Scalar((long)count - 1)], OnnxSetting.Of("axis", axis));

    private string Columns(string matrix, int[] places) =>
        nodes.Call("Gather", [matrix, nodes.Constant<long>([.. places.Select(static place => (long)place)], places.Length)], OnnxSetting.Of("axis", 1));

    private static long[] Places(IEnumerable<LagOp> ops, Dictionary<LagOp, long> places) => [.. ops.Select(op => places[op])];
}
