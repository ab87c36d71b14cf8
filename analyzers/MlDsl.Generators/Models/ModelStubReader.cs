using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Datasets;

namespace MlDsl.Generators.Models;

/// <summary>Reads of a wrong declaration what can be read.</summary>
internal static class ModelStubReader
{
    /// <summary>The stub of <paramref name="type"/>; null when it is no model, or no generated part can be merged with it.</summary>
    public static ModelStub? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.Find(Names.Model) is not { AttributeClass.TypeArguments: [{ } data, { } task] } || !TypeDeclaration.IsOpen(type)) return null;
        INamedTypeSymbol? row = data is INamedTypeSymbol named && IsUsable(named, type) ? named : null;
        DatasetStub? dataset = row is null ? null : DatasetOf(row, cancellation);
        string? name = dataset is { IsRow: true } ? row!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : null;
        string self = TypeDeclaration.Of(type).Identifier;
        return new ModelStub
        {
            Type = TypeDeclaration.Of(type),
            Row = name,
            Base = name is not null && ModelObstacles.Of(type) is null && task is INamedTypeSymbol kind && DeclaredTask.Of(kind, type) is { } known ? BaseOf(known, self, name, dataset!) : null,
            IsOfInteractions = task is INamedTypeSymbol asked && DeclaredTask.Of(asked, type) is { IsOfInteractions: true },
            IsStatic = type.IsStatic,
            Taken = Members(type).Distinct().ToEquatable(),
        };
    }

    private static bool IsUsable(INamedTypeSymbol row, INamedTypeSymbol type) =>
        ModelObstacles.OfRow(row) is null && TypeDeclaration.Barrier(row) is null && (row.IsVisible() || !type.IsVisible());

    // A data set that is right is asked what it really has; of one that is wrong, or of features that are, a stub is all there is.
    private static DatasetStub? DatasetOf(INamedTypeSymbol row, CancellationToken cancellation)
    {
        if (row.DeclaringSyntaxReferences.Length == 0) return Compiled(row);
        return Languages.Of(row) >= Languages.Needed && DatasetParser.Parse(row, null, cancellation) is { } dataset
            ? DatasetStub.Of(dataset) with { Labels = dataset.LabelTypes().ToEquatable() }
            : DatasetStubReader.Read(row, cancellation);
    }

    private static DatasetStub Compiled(INamedTypeSymbol row) => new()
    {
        Type = TypeDeclaration.Of(row),
        Inputs = default,
        Labels = row.AllInterfaces.Where(static i => i.Name == "ILabeledRow").Select(static i => i.TypeArguments.Last().ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).ToEquatable(),
        Interacting = row.AllInterfaces.FirstOrDefault(static i => i.Name == "IInteractionRow")?.TypeArguments.Skip(1).Select(static i => i.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).ToEquatable() ?? default,
        IsGrouped = false,
        IsTimed = false,
        IsRow = true,
        Taken = default,
        Existing = null,
    };

    private static string? BaseOf(DeclaredTask task, string self, string row, DatasetStub dataset) => task.IsOfInteractions
        ? dataset.Interacting.Count == 2 ? task.Base(self, row, dataset.Interacting[0], dataset.Interacting[1]) : null
        : LabelFor(task, dataset) is { } label ? task.Base(self, row, label) : null;

    private static string? LabelFor(DeclaredTask task, DatasetStub dataset) => task.HasClasses
        ? dataset.Labels.FirstOrDefault(static l => l is not ("float" or "bool"))
        : dataset.Labels.FirstOrDefault(l => l == task.LabelType(""));

    private static IEnumerable<string> Members(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? part = type; part is { SpecialType: SpecialType.None }; part = part.BaseType)
        {
            foreach (ISymbol member in part.GetMembers())
                if (!member.IsImplicitlyDeclared && SyntaxFacts.IsValidIdentifier(member.Name)) yield return member.Name;
        }
    }
}
