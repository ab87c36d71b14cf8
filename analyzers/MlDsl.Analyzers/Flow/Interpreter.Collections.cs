using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Lists and queries over them. What a method does to a list that is not in the table leaves it unknown.</summary>
internal sealed partial class Interpreter
{
    /// <summary>How many elements a query or loop is walked over one by one.</summary>
    private const int MostElements = 64;

    /// <summary>Library calls over known values; a lambda given to an unknown method is taken to run, or not.</summary>
    private Value? Sequence(IInvocationOperation call, Value? instance, Dictionary<string, Value> arguments)
    {
        IMethodSymbol target = call.TargetMethod;
        Value? source = instance ?? (call.Arguments.Length > 0 && call.Arguments[0].Parameter is { } first
            && arguments.TryGetValue(first.Name, out Value? value) ? value : null);
        source = Enumerated(source, call.Syntax);
        var functions = arguments.Values.OfType<Function>().ToList();
        if (target.Name is "OrderBy" or "OrderByDescending" or "MaxBy" or "MinBy" or "Max" or "Min" or "Sort")
            foreach (Metrics metrics in MetricsIn(source).Concat(arguments.Values.SelectMany(MetricsIn)).Distinct()) Record(new SelectionEvent(call, stack, metrics.Source));
        if (source is Items { IsExact: true } exact && functions is [{ } each] && exact.Elements.Length <= MostElements && exact.Elements.All(IsPlain))
            return OverEach(call, exact, each, arguments);
        Value? element = functions.Count > 0 || IsElement(target.Name) ? ElementOf(source) : null;

        Value? result = null;
        foreach (Function function in functions)
        {
            bool once = target.ContainingType.Name is "Task" or "Lazy" or "TaskFactory";
            ProgramState without = state.Copy();
            if (!once) lambdaDepth++;
            // Of two that are compared each may be any of them.
            var inputs = function.Symbol.Parameters.Select((_, i) => i == 0 || target.Name == "Aggregate" ? element : null).ToImmutableArray();
            result = Call(function, inputs);
            if (once) continue;
            lambdaDepth--;
            state = ProgramState.Join(without, state, work);
        }

        if (source is Experiment { Site: not null } runs && target.ContainingType.Name is "Enumerable") return RunsOf(call, runs, result);
        if (source is FoldResults results) return FoldSequence(call, results, functions, result);
        if (source is Items items) return IsCollection(call.Instance?.Type) ? Of(call, items, arguments) : Query(call, items, arguments, result);
        switch (target.Name)
        {
            case "GetEnumerator" or "ToList" or "ToArray" or "AsEnumerable" or "ConfigureAwait" or "GetAwaiter" or "FromResult" or "GetResult" or "Dispose":
                return source;
            case "Run" when target.ContainingType.Name == "Task":
                return result;
            case "Select" when source is Folds:
                return result is null ? null : new Items([result], isExact: false);
            case var name when IsElement(name):
                return element;
        }
        return Said(call, instance, arguments);
    }

    // Estimators, models, rows and what makes them are taken together: a rule sees each of them at one call.
    private static bool IsPlain(Value? element) => element is Text or Members
        && !(element is Members { Type: INamedTypeSymbol type } && IsOneOfSeveral(type))
        && !(element is Members members && members.Values.Values.Any(static v => v is Estimator or Transformer or View or Function or Choice));

    private static bool IsElement(string method) =>
        method is "First" or "Last" or "Single" or "ElementAt" or "FirstOrDefault" or "LastOrDefault" or "SingleOrDefault" or "get_Item" or "get_Current";

    private static bool IsCollection(ITypeSymbol? type) => type is INamedTypeSymbol
    {
        Name: "List" or "Dictionary" or "HashSet" or "IList" or "ICollection" or "IDictionary" or "Collection" or "ISet",
        ContainingNamespace: { Name: "Generic" or "ObjectModel", ContainingNamespace.Name: "Collections" },
    };

    /// <summary>A query with a lambda over a list that is known, element by element.</summary>
    private Value? OverEach(IInvocationOperation call, Items list, Function function, Dictionary<string, Value> arguments)
    {
        lambdaDepth++;
        var results = ImmutableArray.CreateBuilder<Value?>();
        foreach (Value? element in list.Elements) results.Add(Call(function, [element]));
        lambdaDepth--;
        switch (call.TargetMethod.Name)
        {
            case "Select" or "ConvertAll":
                return new Items(results.ToImmutable());
            case "Where" or "FindAll" or "Any" or "All" when !results.All(static r => r is Flag):
                return null;
            case "Where" or "FindAll":
                return new Items([.. list.Elements.Where((_, i) => results[i] is Flag { Holds: true })]);
            case "Any" or "All":
                bool isAny = call.TargetMethod.Name == "Any";
                return new Flag(results.Any(r => r is Flag { Holds: var holds } && holds == isAny) == isAny);
            case "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending":
                return list.Copy();
            case var name when IsElement(name):
                return ElementOf(list);
            default:
                return IsCollection(call.Instance?.Type) ? Of(call, list, arguments) : null;
        }
    }

    /// <summary>A query over a list.</summary>
    private static Value? Query(IInvocationOperation call, Items list, Dictionary<string, Value> arguments, Value? result)
    {
        Value? Given(string name) => arguments.TryGetValue(name, out Value? value) ? value : null;
        switch (call.TargetMethod.Name)
        {
            case "GetEnumerator" or "AsEnumerable" or "AsReadOnly":
                return list;
            case "ToList" or "ToArray" or "ToHashSet" or "Reverse" or "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending" or "Cast" or "AsSpan":
                return list.Copy();
            case "Distinct":
                return Distinct(list.Elements, list.IsExact);
            case "Select":
                return result is null ? null : new Items([result], isExact: false);
            case "Append" or "Prepend":
                return new Items(list.Elements.Add(Given("element")), isExact: list.IsExact);
            case "Concat":
                return Given("second") is Items next ? new Items([.. list.Elements, .. next.Elements], isExact: list.IsExact && next.IsExact) : null;
            case "Union":
                return Given("second") is Items other ? Distinct([.. list.Elements, .. other.Elements], list.IsExact && other.IsExact) : null;
            case "Except" when Names(list) is { } names && Given("second") is Items out_ && Names(out_) is { } excluded:
                return Distinct([.. names.Where(n => excluded.All(e => e.Value != n.Value))], isExact: true);
            case "Intersect" when Names(list) is { } names && Given("second") is Items in_ && Names(in_) is { } kept:
                return Distinct([.. names.Where(n => kept.Any(k => k.Value == n.Value))], isExact: true);
            case "Contains" when Names(list) is { } names && Given("value") is Text text:
                return new Flag(names.Any(n => n.Value == text.Value));
            case var name when IsElement(name):
                return ElementOf(list);
            default:
                return null;
        }
    }

    /// <summary>A method of the list itself.</summary>
    private Value? Of(IInvocationOperation call, Items list, Dictionary<string, Value> arguments)
    {
        Value? last = arguments.Values.LastOrDefault();
        switch (call.TargetMethod.Name)
        {
            case "Contains" or "ContainsKey" or "IndexOf" or "GetEnumerator" or "ToArray" or "AsReadOnly" or "TrimExcess" or "EnsureCapacity" or "CopyTo"
                or "Sort" or "TrueForAll" or "ForEach" or "FindAll" or "ConvertAll" or "Find" or "FindIndex" or "Exists" or "ContainsValue" or "get_Item" or "ToString" or "GetHashCode" or "Equals":
                return call.TargetMethod.Name == "Contains" && Names(list) is { } all && last is Text text
                    ? new Flag(all.Any(n => n.Value == text.Value)) : Query(call, list, arguments, null);
            case "Reverse" when call.TargetMethod.ReturnsVoid:
                return null;
            case "Add" or "Insert":
                Escape(last, isChanged: false);
                bool isEntry = call.TargetMethod is { Name: "Add", Parameters.Length: 2 };
                return Change(call.Instance, list, list.With(isEntry ? Entry(last, call.Syntax) : IsKnown(call, arguments) ? last : null));
            case "AddRange" or "InsertRange" or "UnionWith":
                return Change(call.Instance, list, Enumerated(last, call.Syntax) is Items more ? list.With(list.Elements.AddRange(more.Elements), more.IsExact) : null);
            case "Clear":
                return Change(call.Instance, list, list.With([], isExact: true));
            case "Remove" when Names(list) is { } names && last is Text removed && names.FirstOrDefault(n => n.Value == removed.Value) is var found:
                return Change(call.Instance, list, list.With(found is null ? list.Elements : list.Elements.Remove(found), isExact: true));
            default:
                return Change(call.Instance, list, null);
        }
    }

    // The last value that is known is the element only where the element is known.
    private static bool IsKnown(IInvocationOperation call, Dictionary<string, Value> arguments) =>
        call.TargetMethod.Parameters.LastOrDefault() is { } element && arguments.ContainsKey(element.Name);

    /// <summary>The elements of a list that is known to hold nothing but names.</summary>
    private static ImmutableArray<Text>? Names(Items list) =>
        list.IsExact && list.Elements.All(static e => e is Text) ? [.. list.Elements.OfType<Text>()] : null;

    private static Items Distinct(ImmutableArray<Value?> elements, bool isExact) =>
        new([.. elements.Where((e, i) => e is not Text text || !elements.Take(i).Any(o => o is Text other && other.Value == text.Value))], isExact: isExact);

    /// <summary>What is enumerated: a list, or the columns of a schema that is known.</summary>
    private static Value? Enumerated(Value? value, SyntaxNode syntax) => value is SchemaOf { View.Schema: { IsOpen: false } schema }
        ? new Items([.. schema.Columns.Keys.OrderBy(static k => k, StringComparer.Ordinal).Select(name =>
            (Value?)new Members(ImmutableDictionary<string, Value>.Empty.Add("Name", new Text(name, syntax)), syntax, null))])
        : value;

    private static IEnumerable<Metrics> MetricsIn(Value? value) => value switch
    {
        Metrics metrics => [metrics],
        Items items => items.Elements.SelectMany(MetricsIn),
        Members members => members.Values.Values.SelectMany(MetricsIn),
        Choice choice => choice.Values.SelectMany(MetricsIn),
        _ => [],
    };
}
