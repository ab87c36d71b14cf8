using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>Why a class cannot be a model, or a type no row of one, as the rest of a sentence about it.</summary>
internal static class ModelObstacles
{
    private static readonly string[] Generated = ["Learned", "linearWeights", "linearBias"];

    public static string? Of(INamedTypeSymbol type)
    {
        if (TypeDeclaration.Obstacle(type) is { } obstacle) return obstacle;
        if (type.IsStatic) return "must not be static";
        if (type.IsAbstract) return "must not be abstract";
        if (type.IsRecord) return "must be a class, not a record,";
        if (type.IsDataset()) return "must not be a data set too";
        // The base that the generator gave is no obstacle.
        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } parent
            && parent.ContainingNamespace?.ToDisplayString() != "MlDsl.Training")
            return "must not have a base class";
        if (type.InstanceConstructors.Any(static c => !c.IsImplicitlyDeclared && !c.IsGenerated()))
            return "must not have a constructor, so that an instance is always fitted,";
        if (type.GetMembers().FirstOrDefault(static m => Generated.Contains(m.Name) && !m.IsGenerated()) is { } taken)
            return $"must not have a member '{taken.Name}', which is generated,";
        return type.GetMembers().Any(static m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            ? "must not have required members, so that a fitted instance is complete,"
            : null;
    }

    public static string? OfRow(INamedTypeSymbol row)
    {
        if (!row.IsDataset()) return "must be marked [Dataset]";
        // What another assembly's generator wrote is there to see.
        return row.DeclaringSyntaxReferences.Length == 0 && row.GetTypeMembers("Learned").Length == 0
            ? "must be compiled with MlDsl's generators in its own assembly"
            : null;
    }
}
