using System.Reflection;

namespace MlDsl.Benchmarks.Real;

/// <summary>Where the models lie that this was built with.</summary>
internal static class RealModels
{
    public static string Folder { get; } = typeof(RealModels).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static data => data.Key == "RealModels").Value!;
}
