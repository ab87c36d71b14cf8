using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>A body while it is walked: what it has returned and given so far, and the ways that left it or jumped and have not arrived yet.</summary>
internal sealed class WalkedBody
{
    private readonly Dictionary<ILabelSymbol, List<ProgramState>> jumps = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ILoopOperation> repeated = [];
    private readonly List<Value?> returned = [];
    private readonly List<ProgramState> left = [];

    // Null where the body is no iterator.
    private List<Value?>? yielded;

    // Whether every value that the iterator gives is given once, whatever happens.
    private bool yieldsAll = true;

    /// <summary>What the body returns, or the list that it gives; null where that is not known.</summary>
    public Value? Result => yielded is not null ? new Items(yieldsAll ? [.. yielded] : [.. yielded.Distinct()], isLiteral: yieldsAll, isExact: yieldsAll)
        : returned.Count == 0 ? null : returned.Aggregate(Values.Join);

    /// <summary>A way leaves the body before its end; an iterator that is left early may not give what comes behind.</summary>
    public void Leave(ProgramState state, Value? value, bool isEarly)
    {
        returned.Add(value);
        yieldsAll &= !isEarly;
        if (!state.IsEnded) left.Add(state.Copy());
    }

    /// <summary>The iterator gives a value, <paramref name="isOnce"/> where neither a condition nor a loop is around it; returns how many it has given.</summary>
    public int Yield(Value? value, bool isOnce)
    {
        // A loop is walked twice and may give more: how many there are is not known.
        (yielded ??= []).Add(value);
        yieldsAll &= isOnce;
        return yielded.Count;
    }

    /// <summary>A way goes on at a label.</summary>
    public void Jump(ILabelSymbol label, ProgramState state)
    {
        if (!jumps.TryGetValue(label, out List<ProgramState>? from)) jumps[label] = from = [];
        if (!state.IsEnded) from.Add(state.Copy());
    }

    /// <summary>What holds at a label: what led there, and all that jumped there.</summary>
    public ProgramState Arrive(ILabelSymbol label, ProgramState state, Work work)
    {
        if (!jumps.TryGetValue(label, out List<ProgramState>? from)) return state;
        jumps.Remove(label);
        return ProgramState.Join([state, .. from], work);
    }

    /// <summary>The jumps to a label count for nothing.</summary>
    public void Forget(ILabelSymbol label) => jumps.Remove(label);

    /// <summary>Whether the loop is walked for the first time in this body, and so a second time.</summary>
    public bool Repeats(ILoopOperation loop) => repeated.Add(loop);

    /// <summary>What holds behind the body.</summary>
    public ProgramState End(ProgramState state, Work work) => left.Count == 0 ? state.Revived() : ProgramState.Join([.. left, state], work);
}
