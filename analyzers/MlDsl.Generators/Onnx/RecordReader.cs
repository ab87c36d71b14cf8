using Microsoft.CodeAnalysis;
using MlDsl.Generators.DatasetCode;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Features;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>Reads a user's input or output type.</summary>
internal static class RecordReader
{
    /// <summary>The type as the adapter sees it.</summary>
    /// <param name="type">The type.</param>
    /// <param name="attribute">What binds its members.</param>
    /// <param name="isInput">Whether it comes in.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <param name="within">The adapter's assembly; that of the type where null.</param>
    /// <param name="isMlNet">Whether ML.NET's attributes count as well.</param>
    public static RecordSpec Read(ITypeSymbol type, string attribute, bool isInput, CancellationToken cancellation, IAssemblySymbol? within = null, bool isMlNet = false)
    {
        string name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (MemberTypes.IsSingle(type)) return new RecordSpec(name, true, false, new([Single(type)])) { SimpleName = type.Name };
        if (RowOf(type) is { } row)
        {
            bool isWholeRow = SymbolEqualityComparer.Default.Equals(row, type);
            if (DatasetParser.Parse(row, null, cancellation) is not { } dataset)
                return new RecordSpec(row.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + (isWholeRow ? "" : ".Input"), false, false, default) { SimpleName = type.Name, IsUnreadable = true };
            if (isInput) return Row(row, dataset, isWholeRow, within, cancellation);
        }
        // The compiler says what is wrong with a type that does not exist; no code can name it.
        if (type.TypeKind == TypeKind.Error) return new RecordSpec("", false, false, default) { SimpleName = type.Name, IsUnreadable = true };
        IMethodSymbol? constructor = isInput ? null : Constructor(type);
        return new RecordSpec(name, false, type.IsReferenceType, Members(isMlNet ? Candidates(type).Where(MlNetMembers.IsColumn) : Candidates(type), attribute, constructor, cancellation, isMlNet)) { SimpleName = type.Name };
    }

    // The input of a data set is written by another generator, whose output this one cannot see: its columns are the row's.
    private static RecordSpec Row(INamedTypeSymbol row, DatasetSpec dataset, bool isWholeRow, IAssemblySymbol? within, CancellationToken cancellation)
    {
        var features = FeaturesOf(row, cancellation).ToEquatable();
        var inputs = new HashSet<string>(dataset.Columns.Where(c => isWholeRow || c.MayBeInput).Select(static c => c.Member), StringComparer.Ordinal);
        return new RecordSpec(
            dataset.Type.FullName + (isWholeRow ? "" : ".Input"),
            false,
            isWholeRow && row.IsReferenceType,
            Members(Candidates(row).Where(m => inputs.Contains(m.Name)), OnnxNames.Input, null, cancellation))
        {
            Plan = new FeaturedDataset(dataset, features),
            Hidden = DatasetParser.IsCompiled(row) ? Hidden(row, features, within, cancellation).ToEquatable() : default,
            SimpleName = isWholeRow ? row.Name : "Input",
        };
    }

    // Methods that are not public are not among what the symbols of another assembly show.
    private static IEnumerable<string> Hidden(INamedTypeSymbol row, EquatableArray<FeaturesSpec> features, IAssemblySymbol? within, CancellationToken cancellation)
    {
        bool isFriend = within is not null && row.ContainingAssembly.GivesAccessTo(within);
        var open = new HashSet<string>(
            FeatureClasses.Of(row, cancellation).Where(type => isFriend || type.IsVisible()).Select(static type => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)),
            StringComparer.Ordinal);
        var seen = new HashSet<string>(features.Where(f => open.Contains(f.Class)).SelectMany(static f => f.Features.Select(feature => $"{f.Class}.{feature.Method}")), StringComparer.Ordinal);
        return CompiledFeatures.MethodsOf(row).Where(method => !seen.Contains(method)).Select(static method => method.Replace("global::", ""));
    }

    // In the order of the row's own code. A class that is wrong says so itself.
    private static IEnumerable<FeaturesSpec> FeaturesOf(INamedTypeSymbol row, CancellationToken cancellation) => FeatureClasses.Of(row, cancellation)
        .Select(type => FeaturesParser.Parse(type, null, cancellation))
        .OfType<FeaturesSpec>()
        .OrderBy(static f => f.Class, StringComparer.Ordinal);

    private static EquatableArray<MemberSpec> Members(IEnumerable<ISymbol> candidates, string attribute, IMethodSymbol? constructor, CancellationToken cancellation, bool isMlNet = false)
    {
        var members = new List<MemberSpec>();
        foreach (ISymbol candidate in candidates)
        {
            cancellation.ThrowIfCancellationRequested();
            bool isConstructed = constructor?.Parameters.Any(p => p.Name == candidate.Name) == true;
            bool isSettable = candidate is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public };
            if (attribute == OnnxNames.Output && !isConstructed && !isSettable) continue;
            MemberSpec member = Member(candidate, attribute, isConstructed);
            members.Add(isMlNet ? MlNetMembers.Read(candidate, member) : member);
        }
        return constructor is null ? members.ToEquatable() : members.OrderBy(m => Position(constructor, m)).ToEquatable();
    }

    private static MemberSpec Member(ISymbol symbol, string attribute, bool isConstructed)
    {
        ITypeSymbol type = symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)symbol).Type;
        AttributeData? named = symbol.Find(attribute);
        string? column = symbol.Find(Names.Column) is { ConstructorArguments: [{ Value: string text }] } ? text : null;
        var (element, form, isNullable) = MemberTypes.Of(type);
        return new MemberSpec
        {
            Name = symbol.Name,
            GraphName = named is { ConstructorArguments: [{ Value: string name }] } ? name : column ?? symbol.Name,
            IsExplicit = named is not null,
            Offset = named?.Named("Offset", 0) ?? 0,
            Type = MemberTypes.Name(type),
            Element = element is null ? "" : MemberTypes.Name(element),
            DictionaryValue = MemberTypes.DictionaryValue(type),
            Form = form,
            IsNullable = isNullable,
            EnumMembers = element?.TypeKind == TypeKind.Enum ? ClassesReader.Members(element) : default,
            IsRequired = isConstructed || symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true },
            IsConstructed = isConstructed,
            Classes = ClassesReader.Of(symbol.GetAttributes()).FirstOrDefault(),
        };
    }

    private static MemberSpec Single(ITypeSymbol type)
    {
        var (element, form, isNullable) = MemberTypes.Of(type);
        return new MemberSpec
        {
            Name = "",
            GraphName = "",
            IsExplicit = false,
            Offset = 0,
            Type = MemberTypes.Name(type),
            Element = MemberTypes.Name(element!),
            DictionaryValue = MemberTypes.DictionaryValue(type),
            Form = form,
            IsNullable = isNullable,
            EnumMembers = element!.TypeKind == TypeKind.Enum ? ClassesReader.Members(element) : default,
            IsRequired = true,
            IsConstructed = false,
            Classes = null,
        };
    }

    /// <summary>The data set whose row or input the type is; null when it is neither.</summary>
    public static INamedTypeSymbol? RowOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named) return null;
        if (IsRow(named)) return named;
        return named.Name == "Input" && named.ContainingType is { } row && IsRow(row) ? row : null;
    }

    private static bool IsRow(INamedTypeSymbol type) => type.IsDataset();

    /// <summary>The public instance properties and fields, those of base types first, each once.</summary>
    public static IEnumerable<ISymbol> Candidates(ITypeSymbol type)
    {
        var chain = new Stack<ITypeSymbol>();
        for (ITypeSymbol? part = type; part is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; part = part.BaseType) chain.Push(part);
        var own = chain.SelectMany(static t => t.GetMembers())
            .Where(static m => m is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                && m is IPropertySymbol { IsIndexer: false, GetMethod: not null } or IFieldSymbol { IsImplicitlyDeclared: false, DeclaredAccessibility: Accessibility.Public, IsStatic: false })
            .ToList();
        return own.Where(m => own.FindLastIndex(other => other.Name == m.Name) == own.IndexOf(m));
    }

    // A record's own constructor, not the one that copies it; a parameterless one leaves all to the initializer.
    private static IMethodSymbol? Constructor(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named) return null;
        var constructors = named.InstanceConstructors
            .Where(c => c.DeclaredAccessibility == Accessibility.Public && !(c.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(c.Parameters[0].Type, type)))
            .ToList();
        if (!type.IsRecord || !type.IsValueType)
            if (constructors.Any(static c => c.Parameters.Length == 0)) return null;
        return constructors.Where(c => c.Parameters.Length > 0 && c.Parameters.All(p => Candidates(type).Any(m => m.Name == p.Name)))
            .OrderByDescending(static c => c.Parameters.Length).FirstOrDefault();
    }

    private static int Position(IMethodSymbol constructor, MemberSpec member)
    {
        foreach (IParameterSymbol parameter in constructor.Parameters)
            if (parameter.Name == member.Name) return parameter.Ordinal;
        return int.MaxValue;
    }
}
