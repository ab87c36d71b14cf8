using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

/// <summary>
/// What variables hold at one point of a method. Only what is known is in it. Each state remembers the changes that led to it, so that
/// joining two costs what differs between them and not all they hold.
/// </summary>
internal sealed class ProgramState
{
    private static readonly ImmutableDictionary<ISymbol, Value> Nothing = ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default);

    private ImmutableDictionary<ISymbol, Value> values = Nothing;

    /// <summary>The fields and properties among the variables that code which is not followed may assign.</summary>
    private ImmutableDictionary<ISymbol, Value> shared = Nothing;
    private Change? last;

    /// <summary>Whether the way that led here has left: returned, thrown, jumped.</summary>
    public bool IsEnded { get; private set; }

    public Value? this[ISymbol key]
    {
        get => (IsShared(key) ? shared : values).TryGetValue(key, out Value? value) ? value : null;
        set
        {
            Value? before = this[key];
            if (ReferenceEquals(before, value)) return;
            Put(key, value);
            last = new Change(key, before, last);
        }
    }

    public bool Holds(ISymbol key) => (IsShared(key) ? shared : values).ContainsKey(key);

    public ProgramState Copy() => new() { values = values, shared = shared, last = last, IsEnded = IsEnded };

    /// <summary>What held where the way ended, for what runs all the same: handlers, and whoever called.</summary>
    public ProgramState Revived() => new() { values = values, shared = shared, last = last };

    public void End() => IsEnded = true;

    /// <summary>Forgets the fields and properties that may have been assigned by code that is not followed.</summary>
    public void ForgetMembers(Work work)
    {
        work.Take(shared.Count);
        foreach (ISymbol key in shared.Keys) this[key] = null;
    }

    private void Put(ISymbol key, Value? value)
    {
        ref ImmutableDictionary<ISymbol, Value> held = ref IsShared(key) ? ref shared : ref values;
        held = value is null ? held.Remove(key) : held.SetItem(key, value);
    }

    private static bool IsShared(ISymbol key) => key is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod: not null };

    /// <summary>What holds after either of two ways: a variable known on one way only is not known.</summary>
    public static ProgramState Join(ProgramState left, ProgramState right, Work work) => Join([left, right], work);

    /// <summary>What holds after any of several ways that parted somewhere.</summary>
    public static ProgramState Join(IReadOnlyList<ProgramState> ways, Work work)
    {
        var open = ways.Where(static w => !w.IsEnded).ToList();
        if (open.Count == 0) return ways[ways.Count - 1].Copy();
        if (open.Skip(1).All(w => w.last == open[0].last)) return open[0].Copy();

        (Change? parting, bool isNested) = Parting(open, work);
        // Ways that left one after the other share most of their changes: from the last one on, each meets the way that went on without it.
        if (isNested && open.Count > 2)
        {
            ProgramState met = open[open.Count - 1];
            for (int i = open.Count - 2; i >= 0; i--) met = Join(open[i], met, work);
            return met;
        }
        var touched = new Dictionary<ISymbol, (Value? Before, List<ProgramState> Ways)>(SymbolEqualityComparer.Default);
        var order = new List<ISymbol>();
        foreach (ProgramState way in open)
        {
            for (Change? at = way.last; at != parting; at = at!.Previous)
            {
                work.Take();
                if (!touched.TryGetValue(at!.Key, out var known)) order.Add(at.Key);
                List<ProgramState> by = known.Ways ?? [];
                if (by.Count == 0 || by[by.Count - 1] != way) by.Add(way);
                // The earliest change of any way tells what held before the ways parted.
                touched[at.Key] = (at.Before, by);
            }
        }

        ProgramState joined = open[0].Copy();
        joined.last = parting;
        foreach (ISymbol key in order)
        {
            var (before, by) = touched[key];
            Value? value = by.Select(way => way[key]).Concat(by.Count < open.Count ? [before] : []).Aggregate(Values.Join);
            joined.Put(key, value);
            if (!ReferenceEquals(value, before)) joined.last = new Change(key, before, joined.last);
        }
        return joined;
    }

    /// <summary>The last change that all of <paramref name="ways"/> have in common, and whether most later ones are those of several ways.</summary>
    private static (Change? Common, bool IsNested) Parting(List<ProgramState> ways, Work work)
    {
        Change? common = ways[0].last;
        long all = Depth(common), own = all;
        for (int i = 1; i < ways.Count; i++)
        {
            Change? parting = Parting(ways[i - 1].last, ways[i].last, work);
            if (Depth(parting) < Depth(common)) common = parting;
            all += Depth(ways[i].last);
            own += Depth(ways[i].last) - Depth(parting);
        }
        return (common, all - (ways.Count * (long)Depth(common)) > 2 * (own - Depth(common)));
    }

    private static Change? Parting(Change? left, Change? right, Work work)
    {
        for (; left != right; work.Take())
        {
            if (Depth(left) >= Depth(right)) left = left!.Previous;
            else right = right!.Previous;
        }
        return left;
    }

    private static int Depth(Change? change) => change?.Depth ?? 0;

    /// <summary>One change of one variable.</summary>
    private sealed class Change(ISymbol key, Value? before, Change? previous)
    {
        public ISymbol Key { get; } = key;
        public Value? Before { get; } = before;
        public Change? Previous { get; } = previous;
        public int Depth { get; } = (previous?.Depth ?? 0) + 1;
    }
}
