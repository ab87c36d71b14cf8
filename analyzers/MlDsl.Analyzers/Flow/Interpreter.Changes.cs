using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>
/// Who may change an object. A change through the one variable that holds an object is followed; one through any of several, or by code that
/// is not followed, leaves nothing known of it.
/// </summary>
internal sealed partial class Interpreter
{
    /// <summary>The one variable that holds an object; null where there are several, or where it is part of another object.</summary>
    private readonly Dictionary<object, ISymbol?> holders = [];

    /// <summary>The objects of which nothing is known any more.</summary>
    private readonly HashSet<object> lost = [];

    private bool IsLost(Value? value) => lost.Count > 0 && value is Changeable { Ids: var ids } && ids.Any(lost.Contains);

    /// <summary>Puts a value into a variable.</summary>
    private void Hold(ISymbol variable, Value? value)
    {
        state[variable] = value;
        foreach (object id in IdsOf(value))
            holders[id] = holders.TryGetValue(id, out ISymbol? other) && !SymbolEqualityComparer.Default.Equals(other, variable) ? null : variable;
    }

    /// <summary>A value reaches what is not followed, which may hold it, or change it as well.</summary>
    private void Escape(Value? value, bool isChanged)
    {
        foreach (object id in IdsOf(value))
        {
            holders[id] = null;
            if (isChanged) lost.Add(id);
        }
    }

    private static IEnumerable<object> IdsOf(Value? value) => value switch
    {
        Changeable one => one.Ids,
        Choice choice => choice.Values.OfType<Changeable>().SelectMany(static c => c.Ids),
        _ => [],
    };

    /// <summary>The object that <paramref name="place"/> names becomes <paramref name="after"/>; null where that is not known.</summary>
    private Value? Change(IOperation? place, Changeable before, Value? after)
    {
        // What is changed after it was given away is not what was given.
        if (made.Count > 0)
            foreach (ISymbol target in made.Where(m => IdsOf(m.Value).Any(before.Ids.Contains)).Select(static m => m.Key).ToList()) made[target] = Flow.Unknown.Instance;
        place = place?.WithoutConversion();
        if (place is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }) return Assign(place, after);
        ISymbol? variable = place switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IMemberReferenceOperation member when IsOwn(member.Instance) => member.Member.OriginalDefinition,
            _ => null,
        };
        bool isSole = variable is not null && before.Ids is [{ } id]
            && holders.TryGetValue(id, out ISymbol? holder) && SymbolEqualityComparer.Default.Equals(holder, variable);
        if (!isSole || after is null) Escape(before, isChanged: true);
        return isSole ? Assign(place!, after) : null;
    }

    private void SetElement(IArrayElementReferenceOperation element, Value? value)
    {
        Escape(value, isChanged: false);
        if (Eval(element.ArrayReference) is not Items items) return;
        bool isKnown = element.Indices is [{ ConstantValue: { HasValue: true, Value: int at } }] && at >= 0 && at < items.Elements.Length;
        Change(element.ArrayReference, items, isKnown
            ? items.With(items.Elements.SetItem((int)element.Indices[0].ConstantValue.Value!, value), isExact: true)
            : items.With(items.Elements.Add(value), isExact: false));
    }

    /// <summary>What a call that is not followed may do to what it is given.</summary>
    private void Escape(IInvocationOperation call, Value? instance, Dictionary<string, Value> arguments)
    {
        IMethodSymbol target = call.TargetMethod;
        if (KnownSymbols.IsMlNet(target) || target.ContainingType is { Name: "Enumerable" or "String" or "Console" or "Path" }) return;
        bool isOurs = target.Locations.Any(static l => l.IsInSource);
        foreach (Value given in arguments.Values) Escape(given, isChanged: isOurs);
        // A method of an object may set what it holds.
        if (isOurs && instance is Members { Type: var type } && !IsFixed(type)) Escape(instance, isChanged: true);
    }

    private static bool IsFixed(ITypeSymbol? type) =>
        type?.GetMembers().OfType<IFieldSymbol>().All(static f => f.IsReadOnly || f.IsConst || f.IsStatic) == true;
}
