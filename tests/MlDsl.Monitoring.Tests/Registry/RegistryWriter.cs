using System.Globalization;
using System.Text;

namespace MlDsl.Monitoring.Tests.Registry;

/// <summary>A process that adds and promotes models without end, and tells of every change that is made.</summary>
internal static class RegistryWriter
{
    public static RegistryOptions Options { get; } = new() { Key = RegistryKey.Hmac("a key of registries"u8) };

    public static int Run(string folder, string models)
    {
        ModelRegistry registry = ModelRegistry.Open(folder, Options);
        byte[][] files = [.. Directory.GetFiles(models).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        using Stream told = Console.OpenStandardOutput();
        for (int i = 0; ; i++)
        {
            string hash = registry.Add(files[i % files.Length], reason: "again").Hash;
            registry.Promote(hash, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{i}"));
            told.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{i} {hash}\n")));
        }
    }
}
