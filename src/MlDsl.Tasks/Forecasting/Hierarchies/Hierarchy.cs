using MlDsl.Forecasting;
using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Series of which some are sums of others, such as shops, regions and the whole: makes their forecasts add up. Nodes are numbered with the totals first, then the series that they are of.
/// Immutable; safe for any number of threads.
/// </summary>
/// <remarks>
/// Wickramasuriya, Athanasopoulos and Hyndman (2019), "Optimal forecast reconciliation for hierarchical and grouped time series through trace minimization"; the covariance is shrunk towards
/// its diagonal as Schäfer and Strimmer (2005) say.
/// </remarks>
public sealed class Hierarchy
{
    private readonly int[][] totals;
    private readonly int bottom;

    /// <summary>A hierarchy, or any groups that overlap.</summary>
    /// <param name="bottom">The number of series that are not sums, at least 1.</param>
    /// <param name="totals">Of each total the series that it is the sum of, by their numbers from 0.</param>
    /// <exception cref="ArgumentException">A total is of nothing, or names a series twice, or one that is not there.</exception>
    public Hierarchy(int bottom, IReadOnlyList<IReadOnlyList<int>> totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        ArgumentOutOfRangeException.ThrowIfLessThan(bottom, 1);
        for (int i = 0; i < totals.Count; i++)
        {
            if (totals[i].Count == 0) throw new ArgumentException($"total {i} is the sum of no series; leave it out", nameof(totals));
            if (totals[i].Any(series => series < 0 || series >= bottom)) throw new ArgumentException($"total {i} names series {totals[i].First(series => series < 0 || series >= bottom)}, and there are series 0 to {bottom - 1}", nameof(totals));
            if (totals[i].Distinct().Count() < totals[i].Count) throw new ArgumentException($"total {i} names a series twice; a series is in a sum once", nameof(totals));
        }
        (this.bottom, this.totals) = (bottom, [.. totals.Select(static total => total.ToArray())]);
    }

    /// <summary>The number of nodes: totals and series.</summary>
    public int Nodes => totals.Length + bottom;

    /// <summary>Forecasts that add up: those of the series, and their sums in place of what was forecast of totals.</summary>
    /// <param name="forecasts">Of one step, node by node.</param>
    /// <exception cref="ArgumentException">There are not as many as nodes.</exception>
    public double[] BottomUp(ReadOnlySpan<double> forecasts)
    {
        Check(forecasts);
        return Sums(forecasts[totals.Length..]);
    }

    /// <summary>Forecasts that add up, and are as near to what was forecast of every node as the nodes' errors ask: minimum trace, MinT.</summary>
    /// <param name="forecasts">Of one step, node by node.</param>
    /// <param name="errors">What errors the nodes' forecasts have made: of each past step, node by node; at least 2.</param>
    /// <exception cref="ArgumentException">There are not as many as nodes, too few errors, or a node without any.</exception>
    public double[] MinimumTrace(ReadOnlySpan<double> forecasts, IReadOnlyList<double[]> errors)
    {
        Check(forecasts);
        ArgumentNullException.ThrowIfNull(errors);
        if (errors.Count < 2) throw new ArgumentException($"{errors.Count} steps of errors tell no covariance; give at least 2", nameof(errors));
        for (int i = 0; i < errors.Count; i++)
            if (errors[i].Length != Nodes || errors[i].Any(static e => !double.IsFinite(e))) throw new ArgumentException($"the errors of step {i} must be {Nodes} finite numbers, one for each node", nameof(errors));
        double[] covariance = ShrunkCovariance.Of(errors, Nodes);
        for (int node = 0; node < Nodes; node++)
            if (!(covariance[(node * Nodes) + node] > 0)) throw new ArgumentException($"node {node} has made no error at all, so that nothing is to be weighed; use BottomUp, or leave the node out", nameof(errors));

        // Base forecasts less what keeps them from adding up: y − W·C'(C·W·C')⁻¹·C·y, where C·y is each total less the sum of its series. Only the totals are solved for.
        int count = totals.Length;
        if (count == 0) return forecasts.ToArray();
        double[] contrast = new double[count * Nodes], gap = new double[count];
        for (int i = 0; i < count; i++)
        {
            contrast[(i * Nodes) + i] = 1;
            gap[i] = forecasts[i];
            foreach (int series in totals[i])
            {
                contrast[(i * Nodes) + count + series] = -1;
                gap[i] -= forecasts[count + series];
            }
        }
        double[] spread = new double[count * Nodes], matrix = new double[count * count];
        for (int i = 0; i < count; i++)
            for (int node = 0; node < Nodes; node++)
                for (int k = 0; k < Nodes; k++) spread[(i * Nodes) + node] += contrast[(i * Nodes) + k] * covariance[(k * Nodes) + node];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
                for (int node = 0; node < Nodes; node++) matrix[(i * count) + j] += spread[(i * Nodes) + node] * contrast[(j * Nodes) + node];
        double[] solved = CholeskySolve.Of(
            matrix, gap,
            static (total, left, before) => left > 1e-13 * before ? left : throw new ArgumentException($"total {total} is the same sum as totals before it, or nothing of it is uncertain; leave it out"));
        var parts = new double[bottom];
        for (int series = 0; series < bottom; series++)
        {
            parts[series] = forecasts[count + series];
            for (int i = 0; i < count; i++) parts[series] -= spread[(i * Nodes) + count + series] * solved[i];
        }
        return Sums(parts);
    }

    /// <summary>Forecasts of all steps that add up, by minimum trace.</summary>
    /// <typeparam name="TRow">The data set's row.</typeparam>
    /// <param name="forecasts">A forecast of each node, all of as many steps.</param>
    /// <param name="errors">What errors their forecasts have made, such as <c>model.CalibrationErrors(forecasts)</c>; at least 2.</param>
    /// <returns>Step by step, node by node.</returns>
    /// <exception cref="ArgumentException">There are not as many forecasts as nodes, they have not as many steps or other times, or errors are too few.</exception>
    public double[][] MinimumTrace<TRow>(IReadOnlyList<SeriesForecast<TRow>> forecasts, IReadOnlyList<double[]> errors)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        if (forecasts.Count != Nodes) throw new ArgumentException($"there are {Nodes} nodes, totals first, and {forecasts.Count} forecasts", nameof(forecasts));
        for (int node = 1; node < Nodes; node++)
            if (!forecasts[node].Steps.Select(static step => step.Time).SequenceEqual(forecasts[0].Steps.Select(static step => step.Time))) throw new ArgumentException($"the forecast of node {node} is of other steps than that of node 0; give histories that end together", nameof(forecasts));
        return [.. Enumerable.Range(0, forecasts[0].Steps.Count).Select(step => MinimumTrace([.. forecasts.Select(node => node.Steps[step].Value)], errors))];
    }

    private double[] Sums(ReadOnlySpan<double> series)
    {
        var nodes = new double[Nodes];
        for (int i = 0; i < totals.Length; i++)
            foreach (int part in totals[i]) nodes[i] += series[part];
        series.CopyTo(nodes.AsSpan(totals.Length));
        return nodes;
    }

    private void Check(ReadOnlySpan<double> forecasts)
    {
        if (forecasts.Length != Nodes) throw new ArgumentException($"there are {Nodes} nodes, totals first, and {forecasts.Length} forecasts", nameof(forecasts));
        for (int i = 0; i < forecasts.Length; i++)
            if (!double.IsFinite(forecasts[i])) throw new ArgumentException($"the forecast of node {i} is no finite number", nameof(forecasts));
    }
}
