using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlDsl.Generators.Columns;
using MlDsl.Generators.Joins;
using MlDsl.Generators.Windows;

namespace MlDsl.Generators.Datasets;

/// <summary>Reads of a wrong declaration what can be read.</summary>
internal static class DatasetStubReader
{
    private static readonly string[] Nested = ["Input", "Learned", "Learner"];

    /// <summary>The stub of <paramref name="type"/>; null when no generated part can be merged with it.</summary>
    public static DatasetStub? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (!TypeDeclaration.IsOpen(type)) return null;
        string[] taken = Taken(type).ToArray();
        bool isFree = !Nested.Any(n => n == type.Name || taken.Contains(n));
        string[] windows = [.. ColumnReader.Candidates(type).SelectMany(p => DatasetWindows.Members(p, cancellation)).Distinct().Where(w => !taken.Contains(w) && type.GetMembers(w).All(static m => m.IsGenerated()))];
        return new DatasetStub
        {
            Type = TypeDeclaration.Of(type),
            Inputs = Inputs(type, cancellation).Concat(windows.Select(static w => new StubMember(w, WindowParser.ResultType.FullName))).ToEquatable(),
            Windows = windows.ToEquatable(),
            Others = Others(type).Select(static o => o.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)).Distinct().ToEquatable(),
            Labels = DatasetStub.LabelTypes(ColumnReader.Candidates(type).Where(static p => p.Find(Names.Label) is not null).Select(static p => ColumnType.Of(p.Type)).OfType<ColumnType>()),
            Interacting = DatasetStub.Ids(TypeWith(type, Names.User), TypeWith(type, Names.Item)),
            IsGrouped = HasRole(type, Names.Group),
            IsTimed = HasRole(type, Names.EventTime),
            IsRow = isFree && !type.IsStatic && !type.IsRefLikeType && Languages.Of(type) >= LanguageVersion.CSharp11,
            Taken = taken.ToEquatable(),
            Existing = type.Find(Names.DatasetOf)?.AttributeClass?.TypeArguments is [INamedTypeSymbol { TypeKind: not TypeKind.Error } existing] && TypeDeclaration.Barrier(existing) is null
                ? existing.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
                : null,
        };
    }

    private static IEnumerable<StubMember> Inputs(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (IPropertySymbol property in ColumnReader.Candidates(type))
        {
            var problems = new ProblemCounter(null);
            ColumnSpec? column = ColumnReader.Read(property, type, problems, cancellation);
            if (IsUsable(property.Name) && (column is not null || problems.Any))
                yield return new StubMember(property.Name, column is null || problems.Any ? DatasetStub.Anything : DatasetStub.TypeOf(column.Type));
        }
        foreach (ISymbol member in type.GetMembers())
            if (!ColumnReader.IsCandidate(member) && member is IPropertySymbol { IsIndexer: false } && IsUsable(member.Name) && StrayMembers.Declares(member))
                yield return new StubMember(member.Name, DatasetStub.Anything);
    }

    // Those that are rows, however wrongly declared; a row of itself is one join that never is.
    private static IEnumerable<INamedTypeSymbol> Others(INamedTypeSymbol type) => ColumnReader.Candidates(type)
        .Select(static p => JoinAttributes.Of(p)).OfType<AttributeData>().Select(JoinAttributes.OtherOf).OfType<INamedTypeSymbol>()
        .Where(static o => o.IsDataset() && TypeDeclaration.Barrier(o) is null && (DatasetParser.IsCompiled(o) || TypeDeclaration.IsOpen(o)));

    private static bool IsUsable(string name) => name.Length > 0 && name != "Input" && SyntaxFacts.IsValidIdentifier(name) && !DatasetParser.IsInherited(name);

    private static ColumnType? TypeWith(INamedTypeSymbol type, string role) => ColumnReader.Candidates(type).FirstOrDefault(p => p.Find(role) is not null) is { } property ? ColumnType.Of(property.Type) : null;

    private static bool HasRole(INamedTypeSymbol type, string role) => ColumnReader.Candidates(type).Any(p => p.Find(role) is not null);

    private static IEnumerable<string> Taken(INamedTypeSymbol type) => type.GetMembers()
        .Where(static m => (m.Name == "From" || DatasetParser.IsDeclared(m.Name)) && !m.IsGenerated())
        .Select(static m => m.Name);
}
