using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace MlDsl.Analyzers;

/// <summary>The declarations of a class of a model.</summary>
internal static class ModelSyntax
{
    /// <summary>The attribute that makes a class one of a model of ML.NET.</summary>
    public static string AttributeOf(string model) => $"global::MlDsl.MlNetModel({SymbolDisplay.FormatLiteral(model, quote: true)})";

    /// <summary>A class of a model, behind another declaration.</summary>
    /// <param name="model">The file, as the build knows it.</param>
    /// <param name="name">The class's name.</param>
    /// <param name="visible"><c>public</c> or <c>internal</c>.</param>
    /// <param name="input">What it takes, in full.</param>
    /// <param name="output">What it gives, in full.</param>
    /// <param name="hasPredict">Whether it answers by <c>Predict(example)</c>, as a pool of engines does.</param>
    public static MemberDeclarationSyntax ClassOf(string model, string name, string visible, string input, string output, bool hasPredict)
    {
        string body = hasPredict ? $"\n{{\n    public {output} Predict({input} example)\n    {{\n        Run(in example, out {output} output);\n        return output;\n    }}\n}}\n" : ";\n";
        MemberDeclarationSyntax written = SyntaxFactory.ParseMemberDeclaration($"\n{visible} sealed partial class {name} : global::MlDsl.IScorer<{input}, {output}>{body}")!;
        return Simplified(WithAttribute(written, AttributeOf(model), ownLine: true));
    }

    /// <summary>The member with one attribute more, before all others.</summary>
    public static MemberDeclarationSyntax WithAttribute(MemberDeclarationSyntax member, string attribute, bool ownLine)
    {
        SyntaxTriviaList leading = member.GetLeadingTrivia();
        SyntaxTriviaList after = ownLine ? [SyntaxFactory.LineFeed, .. leading.Reverse().TakeWhile(static t => t.IsKind(SyntaxKind.WhitespaceTrivia))] : [SyntaxFactory.Space];
        var written = (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"[{attribute}] class Marked;")!;
        AttributeListSyntax list = Simplified(written.AttributeLists[0].WithoutTrivia());
        MemberDeclarationSyntax bare = member.WithoutLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list.WithTrailingTrivia(after))).WithLeadingTrivia(leading);
    }

    /// <summary>Names in full become as short as their place allows.</summary>
    public static T Simplified<T>(T node)
        where T : SyntaxNode => node.ReplaceNodes(node.DescendantNodesAndSelf().Where(static n => n is QualifiedNameSyntax or AliasQualifiedNameSyntax), static (_, now) => now.WithAdditionalAnnotations(Simplifier.Annotation));
}
