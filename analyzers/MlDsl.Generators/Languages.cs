using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlDsl.Generators;

/// <summary>Which C# a file is written in.</summary>
internal static class Languages
{
    /// <summary>The C# that generated code is written in.</summary>
    public const LanguageVersion Needed = LanguageVersion.CSharp12;

    /// <summary>The C# of the file that declares <paramref name="type"/>; of another assembly's types the newest.</summary>
    public static LanguageVersion Of(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Length > 0 ? Of(type.DeclaringSyntaxReferences[0].SyntaxTree) : LanguageVersion.Preview;

    public static LanguageVersion Of(SyntaxTree tree) => tree.Options is CSharpParseOptions options ? options.LanguageVersion : LanguageVersion.Preview;
}
