using System.Diagnostics.Metrics;

namespace MlDsl.Contracts;

/// <summary>Counts what breaks a contract and is not refused.</summary>
internal interface IContractTally
{
    /// <summary>Counts one for the rule <paramref name="rule"/> of the row type's contract, which <paramref name="part"/> holds.</summary>
    void Add(ContractPart part, int rule);
}

/// <summary>The counts of one pass over a data set's rows. Not for several threads.</summary>
/// <param name="rules">The number of rules.</param>
internal sealed class ContractTally(int rules) : IContractTally
{
    private readonly long[] counts = new long[rules];

    public ReadOnlySpan<long> Counts => counts;

    public void Add(ContractPart part, int rule) => counts[rule]++;

    public void Merge(ContractTally other)
    {
        for (int i = 0; i < counts.Length; i++) counts[i] += other.counts[i];
    }

    /// <summary>A tally of the row type's rules; null where it has none.</summary>
    public static ContractTally? Of(DatasetContract? contract) => contract is null ? null : new(contract.Rules.Count);
}

/// <summary>What inputs break, for all that a process serves: the counter <c>mldsl.contract.breaches</c> of the meter <c>MlDsl.Contracts</c>, by row type and rule.</summary>
internal static class ServedContracts
{
    public static IContractTally Tally { get; } = new Metered();

    private sealed class Metered : IContractTally
    {
        private readonly Counter<long> breaches = new Meter("MlDsl.Contracts").CreateCounter<long>("mldsl.contract.breaches", "{value}", "Values of inputs that broke a rule of their column's contract and were not refused");

        public void Add(ContractPart part, int rule) => breaches.Add(1, new("mldsl.schema", part.Schema), new("mldsl.rule", part.RuleName(rule)));
    }
}
