using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Models;

/// <summary>The trainers as their attributes declare them: what each learns and which options it takes.</summary>
internal static class Trainers
{
    private const string Suffix = "Attribute";

    /// <summary>The trainer attributes of <paramref name="type"/>.</summary>
    public static IReadOnlyList<AttributeData> Of(INamedTypeSymbol type) =>
        type.GetAttributes().Where(static a => a.AttributeClass?.Find(Names.Trainer) is not null).ToList();

    /// <summary>The trainer's name, without <c>Attribute</c>.</summary>
    public static string NameOf(INamedTypeSymbol trainer) =>
        trainer.Name.EndsWith(Suffix, StringComparison.Ordinal) ? trainer.Name.Substring(0, trainer.Name.Length - Suffix.Length) : trainer.Name;

    public static bool Serves(INamedTypeSymbol trainer, DeclaredTask task) =>
        trainer.Find(Names.Trainer) is { } declaration
        && declaration.NamedArguments.FirstOrDefault(static a => a.Key == "Targets").Value.Value is int targets
        && (targets & task.TargetBits) != 0;

    /// <summary>The bits of what the trainer knows of features.</summary>
    public static int TraitsOf(INamedTypeSymbol trainer) =>
        trainer.Find(Names.Trainer)?.NamedArguments.FirstOrDefault(static a => a.Key == "Traits").Value.Value is int traits ? traits : 0;

    /// <summary>The type of the trainer's options; null when its attribute names none.</summary>
    public static INamedTypeSymbol? OptionsOf(INamedTypeSymbol trainer) =>
        trainer.Find(Names.Trainer) is { ConstructorArguments: [{ Value: INamedTypeSymbol options }] } ? options : null;

    /// <summary>Those of the assemblies of the task and of <paramref name="trainer"/> that serve the task, for messages.</summary>
    public static string For(DeclaredTask task, INamedTypeSymbol trainer)
    {
        var assemblies = new[] { task.Type.ContainingAssembly, task.DefaultTrainer?.ContainingAssembly, trainer.ContainingAssembly };
        var names = assemblies.OfType<IAssemblySymbol>().Distinct(SymbolEqualityComparer.Default).Cast<IAssemblySymbol>()
            .SelectMany(static a => Types(a.GlobalNamespace)).Where(t => Serves(t, task)).Select(static t => $"[{NameOf(t)}]");
        return string.Join(" or ", names.Distinct().OrderBy(static n => n, StringComparer.Ordinal));
    }

    /// <summary>The option that is out of range, its value and what it must be; null when all are fine.</summary>
    public static (string Name, string Value, string Must)? Problem(AttributeData trainer)
    {
        foreach (var argument in Given(trainer))
        {
            string? must = argument.Value.Kind == TypedConstantKind.Enum && Symbols.MemberOf(argument.Value) is null
                ? $"a member of {argument.Value.Type!.ToDisplayString()}"
                : PropertyOf(trainer.AttributeClass!, argument.Key) is { } property ? OptionRange.Of(property)?.Refuses(argument.Value.Value) : null;
            if (must is not null) return (argument.Key, Convert.ToString(argument.Value.Value, CultureInfo.InvariantCulture), must);
        }
        return null;
    }

    /// <summary>The options that are set, as assignments of the options record.</summary>
    public static IEnumerable<string> Options(AttributeData trainer) => Given(trainer).Select(static argument => $"{Literals.Identifier(argument.Key)} = {Literal(argument.Value)}");

    /// <summary>A constant of an attribute as C#.</summary>
    public static string Literal(TypedConstant constant) => constant.Value switch
    {
        double number => Literals.Number(number),
        float number => $"(float){Literals.Number(number)}",
        bool flag => Literals.Flag(flag),
        string text => Literals.Text(text),
        _ when constant.Kind == TypedConstantKind.Enum => $"{constant.Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{Symbols.MemberOf(constant)}",
        char letter => $"(char){(int)letter}",
        object other => Convert.ToString(other, CultureInfo.InvariantCulture),
        null => "null",
    };

    // The compiler itself refuses values of a wrong type.
    private static IEnumerable<KeyValuePair<string, TypedConstant>> Given(AttributeData trainer) =>
        trainer.NamedArguments.Where(static a => a.Value.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum);

    /// <summary>An option that a model can set; null where there is none of that name.</summary>
    public static IPropertySymbol? PropertyOf(INamedTypeSymbol attribute, string name) => Properties(attribute).FirstOrDefault(property => property.Name == name);

    /// <summary>The options that a model can set, those of base classes last.</summary>
    public static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol attribute)
    {
        for (INamedTypeSymbol? type = attribute; type is not null; type = type.BaseType)
            foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
                if (property is { IsStatic: false, SetMethod: not null, DeclaredAccessibility: Accessibility.Public }) yield return property;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
}
