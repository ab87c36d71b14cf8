using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Datasets;

/// <summary>Finds the methods of a row type that read columns from text.</summary>
internal static class OwnReaders
{
    private const string Text = "System.ReadOnlySpan<byte>";

    /// <summary>The method of each column that has one, by the column's member.</summary>
    public static Dictionary<string, IMethodSymbol> Read(
        INamedTypeSymbol type, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> properties, ProblemCounter problems)
    {
        var readers = new Dictionary<string, IMethodSymbol>(StringComparer.Ordinal);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.Find(Names.Reads) is not { } attribute) continue;
            // What is no text at all is the compiler's to say.
            if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Primitive, Value: var value }])
            {
                problems.Fail();
                continue;
            }
            string member = value as string ?? "";
            string? fault = Fault(method, member, columns, properties, readers);
            if (fault is null) readers[member] = method;
            else problems.Report(Diagnostic.Create(DatasetRules.OwnReader, method.PlaceIn(type), method.Name, fault));
        }
        return readers;
    }

    private static string? Fault(
        IMethodSymbol method, string member, List<ColumnSpec> columns, Dictionary<string, IPropertySymbol> properties, Dictionary<string, IMethodSymbol> readers)
    {
        if (columns.FirstOrDefault(c => c.Member == member) is not { } column)
            return $"reads '{member}', which is no column; {Nearest.Hint(member, columns.Select(static c => c.Member))}";
        if (column.Type.Vector is not null) return $"reads '{member}', a vector; only single values are read by a method";
        if (readers.TryGetValue(member, out IMethodSymbol other)) return $"reads '{member}', which '{other.Name}' reads already; keep one";
        if (Provoked.IsForbidden(method)) return "cannot be called, since [Obsolete] forbids it; take its 'true' away";
        ITypeSymbol wanted = properties[member].Type;
        bool takesText = method is { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary, RefKind: RefKind.None, Parameters: [{ RefKind: RefKind.None } text] }
            && text.Type.ToDisplayString() == Text;
        bool fits = SymbolEqualityComparer.Default.Equals(method.ReturnType, wanted) || SymbolEqualityComparer.Default.Equals(method.ReturnType, Present(wanted));
        bool mayBeNull = method.ReturnType.NullableAnnotation == NullableAnnotation.Annotated && !column.Type.IsNullable;
        return takesText && fits && !mayBeNull ? null : $"must be 'static {wanted.ToDisplayString()} {method.Name}(ReadOnlySpan<byte> text)' to read '{member}'";
    }

    private static ITypeSymbol Present(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
}
