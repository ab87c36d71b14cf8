using Microsoft.CodeAnalysis;
using MlDsl.Generators.Columns;

namespace MlDsl.Generators.Features;

/// <summary>Members of a class of features that are meant as features and cannot be: only methods of the class itself are.</summary>
internal static class UnseenMembers
{
    private const string Method = "make it a public static method of the class", Private = Method + ", or make it private";

    public static void Check(INamedTypeSymbol type, ProblemCounter problems)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member.IsImplicitlyDeclared || member.IsGenerated()) continue;
            if (Fault(member) is var (fault, way)) Report(member, fault, way);
            // An extension block is a type without a name.
            else if (member is INamedTypeSymbol { Name.Length: 0 } block)
            {
                if (block.GetMembers().FirstOrDefault(static m => IsMeant(m) || m is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false }) is { } first)
                    Report(first, "a member of an extension block", Private);
            }
            else if (member is INamedTypeSymbol nested && nested.Find(Names.Features) is null && nested.GetMembers().FirstOrDefault(IsMeant) is { } deeper)
                Report(deeper, $"a member of the nested type '{nested.Name}'", Method);
        }
        for (INamedTypeSymbol? parent = type.BaseType; parent is { SpecialType: SpecialType.None }; parent = parent.BaseType)
            if (parent.GetMembers().FirstOrDefault(IsMeant) is { } inherited)
                problems.Report(Diagnostic.Create(FeaturesRules.Unseen, type.Place(), inherited.Name, $"inherited from '{parent.Name}'", Method));

        void Report(ISymbol member, string fault, string way) =>
            problems.Report(Diagnostic.Create(FeaturesRules.Unseen, member.Place(), member.Name, fault, way));
    }

    private static (string Fault, string Way)? Fault(ISymbol member)
    {
        bool isPublic = member is { IsStatic: true, DeclaredAccessibility: Accessibility.Public };
        return member switch
        {
            IPropertySymbol property when IsMeant(property) => (property.IsIndexer ? "an indexer" : "a property", Method),
            IPropertySymbol { ExplicitInterfaceImplementations.Length: 0 } when isPublic => ("a public property", Private),
            IFieldSymbol { Type.TypeKind: TypeKind.Delegate } when isPublic => ("a delegate in a field", Private),
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion or MethodKind.ExplicitInterfaceImplementation } when IsMeant(member) => ("no ordinary method", Method),
            _ => null,
        };
    }

    // A property's accessors can bear the attribute, too.
    private static bool IsMeant(ISymbol member) =>
        member.GetAttributes().Any(static a => All.Kinds.Any(k => a.Is(k.Attribute)))
        || member is IPropertySymbol { GetMethod: { } getter } && getter.GetAttributes().Any(static a => All.Kinds.Any(k => a.Is(k.Attribute)));
}
