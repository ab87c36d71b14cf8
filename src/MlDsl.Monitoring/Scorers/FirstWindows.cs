namespace MlDsl;

/// <summary>
/// The first windows of a service as the reference, where nobody has rows that the model was made for: what is seen in that time counts as usual from then on. A window is what <see cref="MonitoringOptions"/> says it is; each is a
/// file until there are enough, so that a restart goes on and replicas collect together.
/// </summary>
public sealed record FirstWindows
{
    private const int FewestKeyBytes = 16;

    /// <summary>
    /// Where the windows lie until they are a reference, and the reference from then on, as <c>Model.reference</c> with the name of the model's type; made if it is not there. Replicas that share it collect one reference. Another model, or
    /// other columns, want another folder.
    /// </summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public required string Folder { get; init => field = value is { Length: > 0 } ? value : throw new ArgumentException("The first windows need a folder", nameof(Folder)); }

    /// <summary>
    /// The windows with rows that are collected at least: from 1 to 100,000; 336 unless set, which are two weeks of hours. Of replicas those count that do not overlap, so that four of them collect two weeks as well. A window that the end of a
    /// process cut off is in the reference, and does not count here.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public int Windows
    {
        get;
        init => field = value is >= 1 and <= 100_000 ? value : throw new ArgumentOutOfRangeException(nameof(Windows), value, "The first 1 to 100,000 windows are a reference");
    } = 336;

    /// <summary>The rows that are in them at least, from 1,000 on; 1,000 unless set. Windows are collected until there are as many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are fewer.</exception>
    public long Rows
    {
        get;
        init => field = value >= 1_000 ? value : throw new ArgumentOutOfRangeException(nameof(Rows), value, "A reference is of 1,000 rows or more");
    } = 1_000;

    /// <summary>
    /// The key by which windows are sealed (AES-256-GCM), from the service's configuration; at least 16 bytes, drawn at random. Of columns that are sensitive there must be one: a window holds what the reference does not tell, each value to within a
    /// 4,096th of it, and sampled rows as they were. Empty, as it is unless set, leaves windows readable to whoever reads the folder.
    /// </summary>
    /// <exception cref="ArgumentException">There are fewer than 16 bytes.</exception>
    public ReadOnlyMemory<byte> Key
    {
        get;
        init => field = value.Length is 0 or >= FewestKeyBytes ? value.ToArray() : throw new ArgumentException($"The key of the first windows has {value.Length} bytes, and needs {FewestKeyBytes} or more; draw them at random once and keep them with the service's secrets", nameof(Key));
    }

    /// <summary>The version of the model, where its file may be replaced meanwhile: windows of other versions are left out, and named to <see cref="MonitoringOptions.OnProblem"/>. Empty unless set.</summary>
    public string Version { get; init => field = value ?? throw new ArgumentNullException(nameof(Version)); } = "";

    /// <summary>Whether windows stay when the reference is there, for <c>mldsl reference</c> to make another of some of them; else they are deleted.</summary>
    public bool KeepsWindows { get; init; }

    /// <summary>Hears how far it is: at the start, after each window, and once more when there is a reference. What it throws comes to <see cref="MonitoringOptions.OnProblem"/>.</summary>
    public Action<CollectedWindows>? OnCollected { get; init; }
}
