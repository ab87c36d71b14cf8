namespace MlDsl;

/// <summary>What said something: in a service's header and in files of predictions alike.</summary>
internal static class ModelVersionText
{
    /// <summary>Name, version and the start of the file's SHA-256, where there is a file; escaped as in an address, since a header is ASCII.</summary>
    public static string Of(string name, string version, string hash)
    {
        string text = $"{Uri.EscapeDataString(name)}/{Uri.EscapeDataString(version)}";
        return hash.Length == 0 ? text : $"{text}/{hash[..12]}";
    }
}
