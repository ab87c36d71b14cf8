using System.Globalization;
using MlDsl.Contracts;

namespace MlDsl;

/// <summary>Rows of another source, held against the rules over all of them on the first pass that comes to its end.</summary>
internal sealed class WatchedSource<TRow>(RowSource<TRow> inner, DatasetContract contract) : RowSource<TRow> where TRow : IRow<TRow>
{
    // As delegates: shared code of a type parameter looks methods up at every call.
    private static readonly Func<TRow, int, ulong> UniqueOf = TRow.UniqueOf;
    private static readonly Func<TRow, long> EventTimeOf = TRow.EventTimeOf;
    private volatile ContractTally? watched;

    public override string Name => inner.Name;

    public override SkippedRows Skipped => inner.Skipped;

    public override ContractTally? Broken
    {
        get
        {
            if (watched is null || inner.Broken is not { } own) return null;
            var all = new ContractTally(contract.Rules.Count);
            all.Merge(own);
            all.Merge(watched);
            return all;
        }
    }

    public override IReadOnlyList<TRow>? InMemory
    {
        get
        {
            if (inner.InMemory is not { } rows) return null;
            if (watched is not null) return rows;
            foreach (RowBatch<TRow> _ in Batches(CancellationToken.None, null, false))
            {
                // The pass holds the rows against the rules.
            }
            return rows;
        }
    }

    public override Action<RowBatch<TRow>>? Checker() => inner.Checker();

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        bool isNew = watched is null;
        var tally = new ContractTally(contract.Rules.Count);
        Dictionary<ulong, long>[] seen = [.. contract.Unique.Select(static _ => new Dictionary<ulong, long>())];
        long newest = long.MinValue, number = 0;
        foreach (RowBatch<TRow> batch in inner.Batches(cancellation, team, texts))
        {
            for (int i = 0; isNew && i < batch.Count; i++)
            {
                for (int rule = 0; rule < seen.Length; rule++) Watch(rule, batch[i], batch.Number(i), seen[rule], tally);
                if (contract.Fresh is not null) newest = Math.Max(newest, EventTimeOf(batch[i]));
            }
            number += batch.Count;
            yield return batch;
        }
        if (isNew)
        {
            if (number > 0) Watch(newest, tally);
            watched = tally;
        }
        Differs(number);
    }

    private void Watch(int rule, TRow row, long number, Dictionary<ulong, long> seen, ContractTally tally)
    {
        ulong key = UniqueOf(row, rule);
        if (key == 0 || seen.TryAdd(key, number)) return;
        UniqueRule unique = contract.Unique[rule];
        if (unique.Policy == Breach.Reject)
        {
            throw Refused(unique.Member, string.Create(
                CultureInfo.InvariantCulture, $"the rows {seen[key]} and {number}, counted from 0, have the same '{TRow.Schema.Name}.{unique.Member}', which is [Unique]; leave one out, or let the policy be Count"));
        }
        tally.Add(unique, unique.Number);
    }

    private void Watch(long newest, ContractTally tally)
    {
        if (contract.Fresh is not { } fresh || DateTime.UtcNow.Ticks - newest <= fresh.Age) return;
        if (fresh.Policy == Breach.Reject)
        {
            throw Refused(fresh.Member, string.Create(
                CultureInfo.InvariantCulture, $"the newest row is of {new DateTime(newest):yyyy-MM-dd HH:mm:ss}, and '{TRow.Schema.Name}.{fresh.Member}' is [{contract.Rules[fresh.Number].Text}]; read newer rows, or let the policy be Count"));
        }
        tally.Add(fresh, fresh.Number);
    }

    private DataFormatException Refused(string member, string problem) => new($"{Name}: {problem}") { File = Name, Member = member };
}
