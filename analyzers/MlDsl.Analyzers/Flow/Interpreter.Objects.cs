using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MlDsl.Analyzers.Flow;

/// <summary>Objects, tuples and arrays as they are made.</summary>
internal sealed partial class Interpreter
{
    /// <summary>The object whose initializer is walked.</summary>
    private Value? receiver;

    private Value? Create(IObjectCreationOperation creation)
    {
        var arguments = Arguments(creation.Arguments);
        if (creation.Type is not INamedTypeSymbol type) return null;
        if (type is { Name: "List" or "Dictionary", ContainingNamespace.Name: "Generic" })
            return new Items([], isLiteral: creation.Syntax is BaseObjectCreationExpressionSyntax { Initializer: not null });
        if (!KnownSymbols.IsMlNet(type)) return arguments.Count > 0 || IsFixed(creation.Initializer) ? new Members(ByMember(arguments), creation.Syntax, type) : null;
        switch (type.Name)
        {
            case "InputOutputColumnPair":
                if (!arguments.TryGetValue("outputColumnName", out Value? name) || name is not Text output) return null;
                arguments.TryGetValue("inputColumnName", out Value? from);
                return from switch { Text input => new Pair(output, input), Null => new Pair(output, output), _ => null };
            case "EstimatorChain":
                return new Estimator([]);
            case "Options" or "Column" or "SchemaDefinition":
                var members = new Members(ByMember(arguments), creation.Syntax, type);
                if (creation.Arguments.FirstOrDefault(static a =>
                    a.Parameter?.Name == "dataKind") is { Value.ConstantValue: { HasValue: true, Value: { } kind } })
                    members = members.With("kind:" + Convert.ToInt64(kind, System.Globalization.CultureInfo.InvariantCulture),
                        Null.Instance);
                return members;
            default:
                return null;
        }
    }

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
        Value? value = receiver is Members whole && whole.Values.TryGetValue(name, out Value? held) ? held : null;
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
            values = values.SetItem("Item" + (i + 1), value);
            if (i < names.Length) values = values.SetItem(names[i].Name, value);
        }
        return new Members(values, tuple.Syntax, tuple.Type);
    }

    private Items? Array(IArrayCreationOperation array)
    {
        if (array.Initializer is null)
        {
            bool empty = array.DimensionSizes is [{ ConstantValue: { HasValue: true, Value: 0 } }];
            return empty ? new Items([]) : null;
        }
        return new Items([.. array.Initializer.ElementValues.Select(Eval)]);
    }

    /// <summary>An entry of a dictionary.</summary>
    private static Members Entry(Value? value, SyntaxNode syntax) =>
        new Members(ImmutableDictionary<string, Value>.Empty, syntax, null).With("Value", value).With("Item2", value);
}
