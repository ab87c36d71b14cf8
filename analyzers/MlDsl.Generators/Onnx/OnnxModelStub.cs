using MlDsl.Generators.Compiled;
using MlDsl.Generators.Datasets;
using MlDsl.Generators.Manifests;

namespace MlDsl.Generators.Onnx;

/// <summary>What an adapter that is declared wrongly still is to the code that uses it, so that its one error stays the only one.</summary>
internal sealed record OnnxModelStub
{
    public required TypeDeclaration Type { get; init; }

    public required bool IsStatic { get; init; }

    /// <summary>The names of the members that the user's part has or inherits.</summary>
    public required EquatableArray<string> Taken { get; init; }

    /// <summary>The types it is bound to: null when it brings its own, empty for one that does not exist.</summary>
    public required string? Input { get; init; }

    public required string? Output { get; init; }

    /// <summary>Whether it is a data set too, whose input and output are not the adapter's to write.</summary>
    public required bool IsRow { get; init; }

    /// <summary>The contract of the model file; null where there is no file to read it from.</summary>
    public required OnnxModelSpec? Contract { get; init; }

    /// <summary>Without a contract: the members of <c>Input</c> that the user's code sets.</summary>
    public EquatableArray<StubMember> Inputs { get; init; }

    /// <summary>Without a contract: the members of <c>Output</c> that the user's code may read.</summary>
    public EquatableArray<string> Outputs { get; init; }

    public bool Declares(string name) => name != Type.Name && !Taken.Contains(name);

    /// <summary>The stub of a class that has no adapter; null when no generated part can be merged with it.</summary>
    public static OnnxModelStub? Of(OnnxModelDeclaration declaration, BuiltModels files)
    {
        if (!declaration.IsOpen) return null;
        Manifest? manifest = declaration.IsCurrent && declaration.Input is null ? ManifestFinder.Find(declaration, files.Manifests, static _ => { }) : null;
        return new OnnxModelStub
        {
            Type = declaration.Type,
            IsStatic = declaration.IsStatic,
            Taken = declaration.Members.Select(static m => m.Name).Distinct().ToEquatable(),
            Input = declaration.Input?.Type,
            Output = declaration.Output?.Type,
            IsRow = declaration.IsRow,
            Contract = manifest is null ? null : OnnxModelParser.Spec(declaration, manifest, null, static _ => { }),
        };
    }
}
