using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Models;

/// <summary>A task as its own declaration tells it. Holds symbols: it lives as long as the parsing of one model.</summary>
internal sealed class DeclaredTask
{
    private readonly INamedTypeSymbol? implementation;
    private readonly INamedTypeSymbol? parent;

    private DeclaredTask(INamedTypeSymbol type, AttributeData attribute, string name)
    {
        Type = type;
        Name = name;
        Target = attribute.NamedMember("Target", "None") ?? "None";
        TargetBits = attribute.NamedArguments.FirstOrDefault(static a => a.Key == "Target").Value.Value is int bits ? bits : 0;
        Labels = attribute.NamedMember("Labels", "Number") ?? "Number";
        Shape = attribute.NamedMember("Shape", "Rows") ?? "Rows";
        NeedsGroup = attribute.Named("NeedsGroup", false);
        DefaultTrainer = attribute.Named<INamedTypeSymbol?>("DefaultTrainer", null);
        implementation = attribute.Named<INamedTypeSymbol?>("Implementation", null);
        parent = attribute.Named<INamedTypeSymbol?>("Base", null);
        WithIntervals = attribute.Named<INamedTypeSymbol?>("WithIntervals", null);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>Its name in files and reports.</summary>
    public string Name { get; }

    /// <summary>What its trainers learn: a member of <c>TargetKind</c>.</summary>
    public string Target { get; }

    /// <summary>The same as bits.</summary>
    public int TargetBits { get; }

    /// <summary>The labels that it takes: a member of <c>LabelKinds</c>.</summary>
    public string Labels { get; }

    /// <summary>What its models are asked about: a member of <c>TaskShape</c>.</summary>
    public string Shape { get; }

    /// <summary>Whether its models are asked about users and items.</summary>
    public bool IsOfInteractions => Shape == "Interactions";

    /// <summary>Whether rows must have a group.</summary>
    public bool NeedsGroup { get; }

    /// <summary>The attribute of the trainer of a model that names none.</summary>
    public INamedTypeSymbol? DefaultTrainer { get; }

    /// <summary>The task in its place where a model has intervals; null where it has none.</summary>
    public INamedTypeSymbol? WithIntervals { get; }

    /// <summary>Whether labels are classes that the label's own type names.</summary>
    public bool HasClasses => Labels == "Class";

    /// <summary>The task that <paramref name="type"/> is; null when it is none.</summary>
    public static DeclaredTask? Of(INamedTypeSymbol type) =>
        type.Find(Names.Task) is { ConstructorArguments: [{ Value: string name }] } attribute ? new DeclaredTask(type, attribute, name) : null;

    /// <summary>The task of <paramref name="model"/>, whose intervals are another task than the one that it names; null when it is none.</summary>
    public static DeclaredTask? Of(INamedTypeSymbol type, INamedTypeSymbol model) => Of(type) is not { } task ? null
        : task.WithIntervals is { } other && model.Find(Names.Intervals) is not null ? Of(other) ?? task : task;

    /// <summary>What the label must be, where <paramref name="label"/> is not that; null where it is.</summary>
    public string? Wants(ColumnType label, string? positive) => Labels switch
    {
        "Number" when !label.IsNumber => "a number",
        "TwoClasses" when label.Kind != ValueKind.Flag && positive is null => "bool, or one with [Label(Positive = …)]",
        "Class" when !label.IsClass => "an enum, a string or an integer",
        "Grade" when !(label.IsNumber || label.Kind == ValueKind.Enumeration) => "a grade: an integer, a number that is one, or an enum",
        _ => null,
    };

    /// <summary>The type that labels of the type <paramref name="label"/> come to the task as.</summary>
    public string LabelType(string label) => Labels switch
    {
        "Number" or "Grade" => "float",
        "TwoClasses" => "bool",
        _ => label,
    };

    /// <summary>The type that does the task's work for labels of the type <paramref name="label"/>.</summary>
    public string Implementation(string label) => implementation is null ? Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : Close(implementation, _ => label);

    /// <summary>
    /// What is said of one row, and what it is measured by, as the task's own interface says; null where the type does not implement it.
    /// </summary>
    public (string Prediction, string Metrics)? Results(string label)
    {
        INamedTypeSymbol definition = (implementation ?? Type).OriginalDefinition;
        INamedTypeSymbol? contract = definition.AllInterfaces.FirstOrDefault(static i =>
            i is { Name: "ITask", Arity: 3 } && i.ContainingNamespace.ToDisplayString() == "MlDsl.Training");
        return contract is null ? null : (Display(contract.TypeArguments[1], label), Display(contract.TypeArguments[2], label));
    }

    /// <summary>What a model derives from that is asked about users and items; null where the task does not say.</summary>
    public string? Base(string self, string row, string user, string item) => parent is null ? null
        : Close(parent.OriginalDefinition, parameter => parameter switch { "TModel" => self, "TRow" => row, "TUser" => user, _ => item });

    /// <summary>What a model derives from; null where the task does not say.</summary>
    public string? Base(string self, string row, string label)
    {
        string type = LabelType(label);
        if (parent is not null)
            return Close(parent.OriginalDefinition, parameter => parameter switch { "TModel" => self, "TRow" => row, "TInput" => $"{row}.Input", _ => type });
        return Results(label) is var (prediction, metrics)
            ? $"{Names.Training}.Model<{self}, {row}, {row}.Input, {type}, {prediction}, {metrics}, {Implementation(label)}>"
            : null;
    }

    // In a generic implementation the label's type is its only type parameter.
    private static string Display(ITypeSymbol type, string label) => type switch
    {
        ITypeParameterSymbol => label,
        INamedTypeSymbol { IsGenericType: true } named => $"{Bare(named)}<{string.Join(", ", named.TypeArguments.Select(a => Display(a, label)))}>",
        _ => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
    };

    private static string Close(INamedTypeSymbol type, Func<string, string> argument) => type.IsGenericType
        ? $"{Bare(type)}<{string.Join(", ", type.OriginalDefinition.TypeParameters.Select(p => argument(p.Name)))}>"
        : type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static string Bare(INamedTypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGenericsOptions(SymbolDisplayGenericsOptions.None));
}
