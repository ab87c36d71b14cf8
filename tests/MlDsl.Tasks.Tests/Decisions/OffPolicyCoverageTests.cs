using System.Collections.Concurrent;
using System.Globalization;
using MlDsl.Tasks.Decisions;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.Tasks.Tests.Decisions;

/// <summary>
/// How often the interval of a policy's value holds it, in logs of 2,000 decisions between ten actions by an ε-greedy policy with ε = 0.1, whose least propensity is 0.01. MLDSL_OPE_RUNS is how
/// many logs are drawn of each kind of reward: 2,000 are the figure, 20 unless it says otherwise.
/// </summary>
[Collection(Alone.Name)]
public sealed class OffPolicyCoverageTests(ITestOutputHelper output)
{
    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("MLDSL_OPE_RUNS") ?? "20", CultureInfo.InvariantCulture);
    private static readonly OffPolicyEstimator[] Estimators = Enum.GetValues<OffPolicyEstimator>();

    [Fact]
    public void IntervalsHoldTheValuesOfPolicies()
    {
        var cells = new List<(int Held, int Defined)>();
        foreach (SimulatedReward kind in Enum.GetValues<SimulatedReward>()) cells.AddRange(CellsOf(kind));
        double[] coverages = [.. cells.Select(static cell => (double)cell.Held / cell.Defined)];
        double least = coverages.Min(), most = coverages.Max(), farthest = 0.95 - least > most - 0.95 ? least : most, pooled = (double)cells.Sum(static cell => cell.Held) / cells.Sum(static cell => cell.Defined);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tasks: ope_runs={Runs} ope_coverage={farthest:F3} ope_least={least:F3} ope_most={most:F3} ope_pooled={pooled:F3} ope_cells={coverages.Length}"));
        // All cells together tell of a few runs already whether intervals are too narrow, or too wide to say anything.
        Assert.InRange(pooled, 0.93, 0.985);
        // Of one cell and few runs the chance of the draws is allowed for: five standard deviations at 95 of 100.
        double slack = Runs >= 1000 ? 0 : 5 * Math.Sqrt(0.05 * 0.95 / Runs);
        Assert.InRange(least, 0.93 - slack, 1);
        if (slack == 0) Assert.InRange(most, 0, 0.98);
    }

    private IEnumerable<(int Held, int Defined)> CellsOf(SimulatedReward kind)
    {
        double[] truths = [.. Enumerable.Range(0, SimulatedLog.Policies).Select(policy => SimulatedLog.Truth(policy, kind))];
        // For each policy and estimator, the value and by how much it is above the policy of equal shares.
        int cells = SimulatedLog.Policies * Estimators.Length * 2;
        int[] held = new int[cells], defined = new int[cells];
        double[] widths = new double[cells], effective = new double[cells];
        var drawn = new ConcurrentDictionary<int, PolicyValue[]>();
        Parallel.For(0, Runs, run => drawn[run] = Values(kind, run));
        for (int run = 0; run < Runs; run++)
        {
            for (int cell = 0; cell < cells; cell++)
            {
                PolicyValue value = drawn[run][cell];
                int policy = cell / 2 / Estimators.Length;
                double truth = truths[policy] - (cell % 2 == 0 ? 0 : truths[1]);
                if (!value.IsEstimable) continue;
                defined[cell]++;
                if (truth >= value.Value.Low && truth <= value.Value.High) held[cell]++;
                widths[cell] += value.Value.High - value.Value.Low;
                effective[cell] += value.EffectiveRows;
            }
        }
        for (int cell = 0; cell < cells; cell++)
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"{kind,-7} policy {cell / 2 / Estimators.Length} {(cell % 2 == 0 ? "value" : "difference"),-10} {Estimators[cell / 2 % Estimators.Length],-17}");
            if (defined[cell] < Runs / 2 || cell % 2 == 1 && cell / 2 / Estimators.Length == 1)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what} estimable in {defined[cell]} of {Runs}"));
                continue;
            }
            double coverage = (double)held[cell] / defined[cell];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what} coverage {coverage:F3}, mean width {widths[cell] / defined[cell]:F3}, effective rows {effective[cell] / defined[cell]:F0}, estimable in {defined[cell]}"));
            yield return (held[cell], defined[cell]);
        }
    }

    private static PolicyValue[] Values(SimulatedReward kind, int run)
    {
        var (sample, policies) = new SimulatedLog(kind, run).Draw();
        var options = new OffPolicyOptions { Resamples = 399, Seed = (ulong)run };
        var values = new List<PolicyValue>();
        foreach (double[] policy in policies)
        {
            foreach (OffPolicyEstimator estimator in Estimators)
            {
                values.Add(OffPolicyValues.Of(sample, policy, estimator, options));
                values.Add(OffPolicyValues.Difference(sample, policy, policies[1], estimator, options));
            }
        }
        return [.. values];
    }
}
