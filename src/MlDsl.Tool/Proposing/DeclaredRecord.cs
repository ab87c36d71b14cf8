using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlDsl.Tool.Proposing;

/// <summary>A member of a record that exists.</summary>
/// <param name="Name">The property.</param>
/// <param name="Type">Its type, as C# says it shortest.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Attributes">Its attributes by name, each with whether it has arguments.</param>
internal sealed record DeclaredMember(string Name, string Type, string Column, IReadOnlyDictionary<string, bool> Attributes);

/// <summary>A record that exists, as its file says: nothing is compiled.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">Its properties.</param>
/// <param name="Methods">The names of its other members.</param>
internal sealed record DeclaredRecord(string Name, IReadOnlyList<DeclaredMember> Members, IReadOnlyList<string> Methods)
{
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["String"] = "string",
        ["Boolean"] = "bool",
        ["SByte"] = "sbyte",
        ["Byte"] = "byte",
        ["Int16"] = "short",
        ["UInt16"] = "ushort",
        ["Int32"] = "int",
        ["UInt32"] = "uint",
        ["Int64"] = "long",
        ["UInt64"] = "ulong",
        ["Single"] = "float",
        ["Double"] = "double",
        ["Decimal"] = "decimal",
    };

    /// <summary>Reads the record of a file of C#.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Which of several; null where there is one.</param>
    /// <exception cref="ToolException">It has no such record, or several.</exception>
    public static DeclaredRecord Read(string path, string? name)
    {
        if (!File.Exists(path)) throw new ToolException($"--record '{path}' does not exist; name a file of C# with a record that is marked [Dataset]");
        var types = CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => Attributes(type.AttributeLists).ContainsKey("Dataset") && (name is null || type.Identifier.ValueText == name)).ToList();
        return types switch
        {
            [var one] => Of(one),
            [] => throw new ToolException($"--record '{path}' has no type {(name is null ? "" : $"'{name}' ")}that is marked [Dataset]; name the file in which its properties stand"),
            _ => throw new ToolException($"--record '{path}' has several types that are marked [Dataset]; --name chooses one of {string.Join(", ", types.Select(static type => type.Identifier.ValueText))}"),
        };
    }

    private static DeclaredRecord Of(TypeDeclarationSyntax type) => new(
        type.Identifier.ValueText,
        [.. type.Members.OfType<PropertyDeclarationSyntax>().Where(static property => !property.Modifiers.Any(SyntaxKind.StaticKeyword)).Select(Member)],
        [.. type.Members.OfType<MethodDeclarationSyntax>().Select(static method => method.Identifier.ValueText)]);

    private static DeclaredMember Member(PropertyDeclarationSyntax property)
    {
        string name = property.Identifier.ValueText;
        AttributeArgumentSyntax? column = property.AttributeLists.SelectMany(static list => list.Attributes).FirstOrDefault(static attribute => NameOf(attribute) == "Column")?.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals is null);
        return new(name, TypeOf(property.Type), column?.Expression is LiteralExpressionSyntax { Token.Value: string said } ? said : name, Attributes(property.AttributeLists));
    }

    private static Dictionary<string, bool> Attributes(SyntaxList<AttributeListSyntax> lists)
    {
        var attributes = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (AttributeSyntax attribute in lists.SelectMany(static list => list.Attributes)) attributes[NameOf(attribute)] = attribute.ArgumentList is { Arguments.Count: > 0 };
        return attributes;
    }

    private static string NameOf(AttributeSyntax attribute)
    {
        string name = Last(attribute.Name);
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name;
    }

    private static string TypeOf(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => TypeOf(nullable.ElementType) + "?",
        GenericNameSyntax { Identifier.ValueText: "Nullable", TypeArgumentList.Arguments: [var of] } => TypeOf(of) + "?",
        QualifiedNameSyntax { Right: GenericNameSyntax generic } => TypeOf(generic),
        NameSyntax name when Last(name) is var last => Short.GetValueOrDefault(last, last),
        _ => type.ToString(),
    };

    private static string Last(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => Last(qualified.Right),
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => name.ToString(),
    };
}
