using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Generators.Datasets;

/// <summary>What the user says of a property that holds for the input as well: names in JSON, ranges, display names, documentation.</summary>
internal static class Carried
{
    private const string Annotations = "System.ComponentModel.DataAnnotations", Json = "System.Text.Json.Serialization";

    private static readonly string[] JsonAttributes = ["JsonPropertyNameAttribute", "JsonNumberHandlingAttribute", "JsonPropertyOrderAttribute"];

    /// <summary>The attributes, by value, as they are written above a property of the input.</summary>
    public static EquatableArray<string> Attributes(IPropertySymbol property) =>
        property.GetAttributes().Where(IsCarried).Select(Text).OfType<string>().ToEquatable();

    /// <summary>The summary that the user wrote, as plain text on one line; null where there is none.</summary>
    public static string? Summary(IPropertySymbol property, CancellationToken cancellation)
    {
        // Without documentation the compiler keeps these comments as text, so the text is what is read in any case.
        foreach (SyntaxReference reference in property.DeclaringSyntaxReferences)
        {
            SyntaxNode declaration = reference.GetSyntax(cancellation);
            string? found = declaration is ParameterSyntax
                ? Read(declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>(), e => e.Name == "param" && (string?)e.Attribute("name") == property.Name)
                : Read(declaration, static e => e.Name == "summary");
            if (found is not null) return found;
        }
        return null;
    }

    private static bool IsCarried(AttributeData attribute)
    {
        if (attribute.AttributeClass is not { TypeKind: TypeKind.Class, DeclaredAccessibility: Accessibility.Public } type) return false;
        if (type.GetAttributes().Any(static a => a.AttributeClass is { Name: "ObsoleteAttribute" or "ExperimentalAttribute" })) return false;
        string space = type.ContainingNamespace.ToDisplayString();
        return space == Json ? Array.IndexOf(JsonAttributes, type.Name) >= 0 : space == Annotations && type.ContainingAssembly.Name.StartsWith("System.", StringComparison.Ordinal);
    }

    private static string? Text(AttributeData attribute)
    {
        var arguments = attribute.ConstructorArguments.Select(Constant)
            .Concat(attribute.NamedArguments.Select(static named => Constant(named.Value) is { } value ? $"{Literals.Identifier(named.Key)} = {value}" : null))
            .ToList();
        if (attribute.AttributeConstructor is null || arguments.Contains(null)) return null;
        string name = attribute.AttributeClass!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return arguments.Count == 0 ? $"[{name}]" : $"[{name}({string.Join(", ", arguments)})]";
    }

    // What an attribute may hold, as an expression; null for what does not compile as the user wrote it.
    private static string? Constant(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => null,
        TypedConstantKind.Array when constant.IsNull => "null",
        TypedConstantKind.Array => constant.Values.Select(Constant).ToList() is var values && values.Contains(null)
            ? null
            : $"new {ElementOf((IArrayTypeSymbol)constant.Type!)}[] {{ {string.Join(", ", values)} }}",
        TypedConstantKind.Type => constant.Value is ITypeSymbol type ? $"typeof({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})" : "null",
        TypedConstantKind.Enum => $"({constant.Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})({System.Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture)})",
        _ when constant.Value is double number => Literals.Number(number),
        _ when constant.Value is float number => Literals.Single(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
        _ when constant.Value is string text => Literals.Text(text),
        _ => constant.ToCSharpString(),
    };

    // An array of references may hold null.
    private static string ElementOf(IArrayTypeSymbol array) =>
        array.ElementType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + (array.ElementType.IsReferenceType ? "?" : "");

    private static string? Read(SyntaxNode? declaration, Func<XElement, bool> isWanted)
    {
        if (declaration is null) return null;
        var lines = declaration.GetLeadingTrivia().ToFullString().Split('\n')
            .Select(static line => line.Trim()).Where(static line => line.StartsWith("///", StringComparison.Ordinal)).Select(static line => line.Substring(3));
        try
        {
            XElement? element = XElement.Parse($"<doc>{string.Join("\n", lines)}</doc>", LoadOptions.PreserveWhitespace).Elements().FirstOrDefault(isWanted);
            string text = element is null ? "" : string.Join(" ", Plain(element).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length > 0 ? text : null;
        }
        catch (System.Xml.XmlException)
        {
            // The compiler says what is wrong with it.
            return null;
        }
    }

    private static string Plain(XElement element) => string.Concat(element.Nodes().Select(static node => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => Name((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? (string?)reference.Attribute("langword") ?? ""),
        XElement { Name.LocalName: "para" or "item" } part => $" {Plain(part)} ",
        XElement inner => Plain(inner),
        _ => "",
    }));

    private static string Name(string reference) => reference.Substring(reference.LastIndexOf('.') + 1);
}
