namespace MlDsl.Columns;

/// <summary>What the training times of a <see cref="DateTime"/> column were.</summary>
internal enum TimeSource
{
    /// <summary>Training saw none, or the model file does not say.</summary>
    Unknown,

    /// <summary>Points in time: UTC, or local times made UTC.</summary>
    Instant,

    /// <summary>Some of them readings of a clock without a zone.</summary>
    Clock,
}
