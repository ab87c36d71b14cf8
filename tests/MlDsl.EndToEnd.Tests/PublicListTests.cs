using System.ComponentModel;
using System.Reflection;
using MlDsl.Kernels;
using MlDsl.Onnx;
using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>What editors hide is on the list of what generated code calls, and nothing else is; the analyzer sees to it that all is on one.</summary>
public sealed class PublicListTests
{
    public static TheoryData<Assembly> Libraries { get; } =
        [typeof(OperatorException).Assembly, typeof(DatasetAttribute).Assembly, typeof(TrainerOptions).Assembly, typeof(OnnxSession).Assembly];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void HiddenTypesAreOnTheListOfGeneratedCode(Assembly library)
    {
        string folder = Path.Combine(CSharp.Root, "src", library.GetName().Name!);
        HashSet<string> people = [.. File.ReadAllLines(Path.Combine(folder, "PublicAPI.Unshipped.txt"))];
        HashSet<string> generated = [.. File.ReadAllLines(Path.Combine(folder, "PublicAPI.Unshipped.Generated.txt"))];
        people.UnionWith(File.ReadAllLines(Path.Combine(folder, "PublicAPI.Shipped.txt")));
        foreach (Type type in library.GetExportedTypes())
        {
            HashSet<string> expected = IsHidden(type) ? generated : people, other = IsHidden(type) ? people : generated;
            Assert.Contains(Name(type), expected);
            Assert.DoesNotContain(Name(type), other);
        }
    }

    private static bool IsHidden(Type? type) =>
        type is not null && (type.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never || IsHidden(type.DeclaringType));

    private static string Name(Type type)
    {
        string holder = type.DeclaringType is { } outer ? Name(outer) : type.Namespace!, name = type.Name.Split('`')[0];
        Type[] own = type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
        return own.Length == 0 ? $"{holder}.{name}" : $"{holder}.{name}<{string.Join(", ", own.Select(static t => t.Name))}>";
    }
}
