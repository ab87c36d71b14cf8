using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Objects, tuples and arrays as they are made.</summary>
internal sealed partial class Interpreter
{
    private const int LargestArray = 64;

    /// <summary>The object whose initializer is walked.</summary>
    private Value? receiver;

    private Value? Create(IObjectCreationOperation creation)
    {
        var arguments = Arguments(creation.Arguments);
        if (creation.Type is not INamedTypeSymbol type) return null;
        if (type is { Name: "List" or "Dictionary" or "HashSet", ContainingNamespace.Name: "Generic" }) return Collection(creation, arguments);
        if (!KnownSymbols.IsMlNet(type))
        {
            foreach (IArgumentOperation argument in creation.Arguments)
                if (argument.Parameter is { } parameter) Make(parameter.OriginalDefinition, arguments.TryGetValue(parameter.Name, out Value? value) ? value : null);
            // Whoever is given a list may go on filling it.
            foreach (Value given in arguments.Values) Escape(given, isChanged: given is Items && type is { IsRecord: false } && type.Locations.Any(static l => l.IsInSource));
            return arguments.Count > 0 || IsFixed(creation.Initializer) || IsOneOfSeveral(type) ? new Members(ByMember(arguments), creation.Syntax, type) : null;
        }
        switch (type.Name)
        {
            case "InputOutputColumnPair":
                if (!arguments.TryGetValue("outputColumnName", out Value? name) || name is not Text output) return null;
                arguments.TryGetValue("inputColumnName", out Value? from);
                return from switch { Text input => new Pair(output, input), Null => new Pair(output, output), _ => null };
            case "EstimatorChain":
                return new Estimator([]);
            case "Options" or "Column" or "SchemaDefinition" or "ColumnInformation":
                var members = new Members(ByMember(arguments), creation.Syntax, type);
                return creation.Arguments.FirstOrDefault(static a => a.Parameter?.Name == "dataKind") is { Value.ConstantValue: { HasValue: true, Value: { } kind } }
                    ? members.With("dataKind", new Number(Convert.ToInt64(kind, System.Globalization.CultureInfo.InvariantCulture)))
                    : members;
            default:
                return null;
        }
    }

    /// <summary>An object is made with a value for one of its constructor's parameters or its members.</summary>
    private void Make(ISymbol target, Value? value) =>
        made[target] = made.TryGetValue(target, out Value? earlier) ? Values.Either(earlier, value) : value ?? Flow.Unknown.Instance;

    // A list starts empty, or with the elements of another.
    private static Items? Collection(IObjectCreationOperation creation, Dictionary<string, Value> arguments)
    {
        bool isLiteral = creation.Syntax is BaseObjectCreationExpressionSyntax { Initializer: not null };
        foreach (IArgumentOperation argument in creation.Arguments)
        {
            if (argument.Parameter?.Name is not ("collection" or "dictionary")) continue;
            return arguments.TryGetValue(argument.Parameter.Name, out Value? from) && from is Items items ? items.Copy() : null;
        }
        return new Items([], isLiteral);
    }

    // Which class an object is of tells which of several methods a call runs.
    private static bool IsOneOfSeveral(INamedTypeSymbol type) => type.Locations.Any(static l => l.IsInSource)
        && (type.BaseType is { SpecialType: SpecialType.None } || type.AllInterfaces.Any(static i => i.Locations.Any(static l => l.IsInSource)));

    // What can be set only here keeps its value, whoever else holds the object.
    private static bool IsFixed(IObjectOrCollectionInitializerOperation? initializer) => initializer?.Initializers.All(static i =>
        i is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.SetMethod: null or { IsInitOnly: true } } }) == true;

    // Parameters are taken for the members that bear their names in another case; two may differ in nothing else.
    private static ImmutableDictionary<string, Value> ByMember(Dictionary<string, Value> arguments)
    {
        var members = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.OrdinalIgnoreCase);
        foreach (var argument in arguments) members[argument.Key] = argument.Value;
        return members.ToImmutable();
    }

    private Value? Initialized(Value? value, ImmutableArray<IOperation> initializers)
    {
        if (initializers.IsEmpty) return value;
        Value? outer = receiver;
        receiver = value;
        foreach (IOperation initializer in initializers) Eval(initializer);
        value = receiver;
        receiver = outer;
        return value;
    }

    /// <summary>An object inside the one that is being initialized.</summary>
    private Value? InitializePart(IMemberInitializerOperation part)
    {
        if (part.InitializedMember is not IMemberReferenceOperation { Member.Name: var name }) return null;
        Value? value = (receiver as Members)?[name];
        value = Initialized(value, part.Initializer.Initializers);
        if (receiver is Members now) receiver = now.With(name, value);
        return value;
    }

    private Members Tuple(ITupleOperation tuple)
    {
        var values = ImmutableDictionary<string, Value>.Empty;
        var names = (tuple.Type as INamedTypeSymbol)?.TupleElements ?? [];
        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            if (Eval(tuple.Elements[i]) is not { } value) continue;
            Escape(value, isChanged: false);
            values = values.SetItem("Item" + (i + 1), value);
            if (i < names.Length) values = values.SetItem(names[i].Name, value);
        }
        return new Members(values, tuple.Syntax, tuple.Type);
    }

    private Items? Array(IArrayCreationOperation array)
    {
        if (array.Initializer is { } initializer) return Listed(initializer.ElementValues);
        // The elements are set one by one; until then they are not known.
        return array.DimensionSizes is [{ ConstantValue: { HasValue: true, Value: int size } }] && size is >= 0 and <= LargestArray
            ? new Items([.. Enumerable.Repeat<Value?>(null, size)]) : null;
    }

    private Items? Listed(ImmutableArray<IOperation> elements)
    {
        var list = ImmutableArray.CreateBuilder<Value?>();
        foreach (IOperation element in elements)
        {
            if (element is ISpreadOperation spread)
            {
                if (Enumerated(Eval(spread.Operand), spread.Syntax) is not Items { IsExact: true } others) return null;
                list.AddRange(others.Elements);
            }
            else
            {
                list.Add(Eval(element));
            }
        }
        foreach (Value? each in list) Escape(each, isChanged: false);
        return new Items(list.ToImmutable());
    }

    /// <summary>An entry of a dictionary.</summary>
    private static Members Entry(Value? value, SyntaxNode syntax) =>
        new Members(ImmutableDictionary<string, Value>.Empty, syntax, null).With("Value", value).With("Item2", value);
}
