using Microsoft.CodeAnalysis;
using MlDsl.Analyzers.Flow;
using MlDsl.Generators;
using MlDsl.Generators.Compiled;
using MlDsl.Generators.Manifests;
using MlDsl.Generators.Onnx;

namespace MlDsl.Analyzers.Rules;

/// <summary>Whether a model can be a class that takes and gives what a prediction engine of it does.</summary>
internal static class ClassOfModel
{
    /// <summary>The members of the prediction class that a class of the model leaves alone and an engine fills; null where there can be no such class.</summary>
    /// <param name="type">The class that would be the model, or beside which it would stand.</param>
    /// <param name="isItself">Which of them.</param>
    /// <param name="taken">What the engine takes.</param>
    /// <param name="given">What it gives.</param>
    /// <param name="model">The file.</param>
    /// <param name="files">What the build made of all files.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="symbols">Types of ML.NET.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static IReadOnlyList<string>? Unfillable(
        INamedTypeSymbol type, bool isItself, ITypeSymbol taken, ITypeSymbol given, Manifest model, BuiltModels files, Compilation compilation, KnownSymbols symbols, CancellationToken cancellation)
    {
        if (taken is not INamedTypeSymbol input || given is not INamedTypeSymbol output || MemberTypes.IsSingle(input) || MemberTypes.IsSingle(output)) return null;
        if (TypeDeclaration.Barrier(input) is not null || TypeDeclaration.Barrier(output) is not null) return null;
        RecordSpec read = RecordReader.Read(input, OnnxNames.Input, isInput: true, cancellation, compilation.Assembly, isMlNet: true);
        RecordSpec filled = RecordReader.Read(output, OnnxNames.Output, isInput: false, cancellation, isMlNet: true);
        var made = new HashSet<string>(model.Outputs.Select(static o => o.Name), StringComparer.Ordinal);
        Schema brought = RowSchema.Of(input, symbols, isRead: true);
        var columns = new HashSet<string>(model.Metadata.Where(static m => m.Key == "mlnet.given").Select(static m => m.Value).Concat(brought.Columns.Keys), StringComparer.Ordinal);
        MemberSpec[] others = [.. filled.Members.Where(m => !made.Contains(m.GraphName) && (m.IsExplicit || columns.Contains(m.GraphName)))];
        if (others.Any(static m => m.IsRequired)) return null;
        var declaration = new OnnxModelDeclaration
        {
            Type = TypeDeclaration.Of(type),
            Path = model.Model,
            IsTrees = false,
            IsMlNet = true,
            HasMlNet = compilation.ReferencedAssemblyNames.Any(static assembly => assembly.Name == OnnxNames.MlNetAssembly),
            Iterations = "",
            Backend = "Auto",
            Provider = "Cpu",
            Fallback = "Fail",
            MaxBatch = 32,
            Sha256 = null,
            Classes = default,
            Input = read,
            Output = filled with { Members = filled.Members.Except(others).ToEquatable() },
            Members = isItself ? OwnMembers.Of(type).ToEquatable() : default,
            IsOpen = true,
            IsStatic = false,
            IsRow = false,
            IsCurrent = Languages.Of(type) >= Languages.Needed,
            Obstacle = null,
        };
        bool fails = false;
        OnnxModelParser.Match(declaration, files, problem => fails |= problem.Rule.DefaultSeverity == DiagnosticSeverity.Error);
        return fails || !declaration.IsCurrent ? null : [.. others.Select(static m => m.Name)];
    }
}
