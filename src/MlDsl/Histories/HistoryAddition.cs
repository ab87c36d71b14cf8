namespace MlDsl;

/// <summary>What came of a row that was added to a history.</summary>
public enum HistoryAddition
{
    /// <summary>Windows see it from when it was known on.</summary>
    Added,

    /// <summary>It was there with the same group, event time, id and values; nothing changed, or it is known from an earlier arrival on.</summary>
    Repeated,

    /// <summary>It was known later after its event time than <see cref="EventTimeAttribute.Lateness"/> allows, and no window sees it.</summary>
    Late,
}
