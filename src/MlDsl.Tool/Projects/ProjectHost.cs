using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using MlDsl.Training;

namespace MlDsl.Tool.Projects;

/// <summary>
/// Finds the model type of a project and has it fitted. It runs in a process of its own with the project's assemblies: the tool compiles this file and those beside it whose
/// names begin with Host against the packages that the project was built with. So it uses what is public there, and nothing of the tool.
/// </summary>
internal static class ProjectHost
{
    /// <summary>Reads the request in the first file, answers in the second.</summary>
    public static int Run(string[] args)
    {
        HostAnswer answer;
        try
        {
            answer = Answer(JsonSerializer.Deserialize<HostRequest>(File.ReadAllText(args[0]))!);
        }
        catch (Exception problem)
        {
            answer = new HostAnswer { Problem = Said(problem) };
        }
        File.WriteAllText(args[1], JsonSerializer.Serialize(answer));
        return 0;
    }

    /// <summary>An exception in words: the project's own code may throw what it likes, and messages of the library stand alone.</summary>
    public static string Said(Exception problem) => problem.GetType().Namespace is "MlDsl" or "MlDsl.Training" || problem is HostException ? problem.Message : $"{problem.GetType().Name}: {problem.Message}";

    private static HostAnswer Answer(HostRequest request)
    {
        string name = DynamicModel.Load(request.Model).Card.Name;
        (Type Model, string Name)[] all = [.. Assemblies(request.Assembly).SelectMany(Types).Where(static type => BaseOf(type) is not null).Select(static type => (type, NameOf(type)))];
        Type[] found = [.. all.Where(model => model.Name == name).Select(static model => model.Model)];
        if (found.Length == 0)
        {
            string others = all.Length == 0 ? "it has none" : $"it has {string.Join(", ", all.Select(static model => $"'{model.Name}' ({model.Model.FullName})").Order(StringComparer.Ordinal))}";
            throw new HostException($"the project '{request.Assembly}' has no model of the name '{name}'; {others}. Name the project whose code has it");
        }
        if (found.Length > 1)
            throw new HostException($"the project '{request.Assembly}' has {found.Length} models of the name '{name}': {string.Join(", ", found.Select(static type => type.FullName).Order(StringComparer.Ordinal))}; name a project that has one of them");
        Type contract = BaseOf(found[0])!;
        return (HostAnswer)Call(typeof(HostFit), nameof(HostFit.Run), contract.GetGenericArguments(), request)!;
    }

    /// <summary>Calls a static method with type arguments; what it throws is not wrapped.</summary>
    public static object? Call(Type owner, string method, Type[] types, params object?[] arguments) =>
        owner.GetMethod(method, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.MakeGenericMethod(types).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    // The model's base with its seven type arguments; null for a type that is none.
    private static Type? BaseOf(Type type)
    {
        if (type.IsAbstract || type.ContainsGenericParameters) return null;
        for (Type? at = type.BaseType; at is not null; at = at.BaseType)
            if (at.IsGenericType && at.GetGenericTypeDefinition() == typeof(Model<,,,,,,>)) return at;
        return null;
    }

    private static string NameOf(Type model) => (string)Call(typeof(ProjectHost), nameof(DefinedName), [model, BaseOf(model)!.GetGenericArguments()[2]])!;

    private static string DefinedName<TModel, TInput>() where TModel : class, IModel<TModel, TInput> where TInput : struct => TModel.Definition.Name;

    // The project's own, and each that it brings along and that knows models; the library itself has none.
    private static IEnumerable<Assembly> Assemblies(string project)
    {
        string library = typeof(DynamicModel).Assembly.GetName().Name!, framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (string path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (name == project || (Path.GetDirectoryName(path) != framework && References(path, library))) yield return Assembly.Load(new AssemblyName(name));
        }
    }

    private static bool References(string path, string library)
    {
        using var file = new PEReader(File.OpenRead(path));
        if (!file.HasMetadata) return false;
        MetadataReader metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences.Any(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name) == library);
    }

    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException problem)
        {
            // Types that need what is not there cannot be fitted; the others can.
            return problem.Types.OfType<Type>();
        }
    }
}

/// <summary>What cannot be done with a project, in words for whoever asked.</summary>
internal sealed class HostException(string message) : Exception(message);
