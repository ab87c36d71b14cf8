namespace MlDsl.Joins;

/// <summary>What comes of a row that is added to an index.</summary>
internal enum Joining
{
    /// <summary>It is new.</summary>
    New,

    /// <summary>It is there, and stays or is replaced as the policy says.</summary>
    Repeated,

    /// <summary>It is there with other values.</summary>
    Conflicting,
}

/// <summary>Rows of another data set by one key: the one code that answers in data sets and in service. Not safe for several threads while rows are added.</summary>
internal abstract class JoinIndex<TRow, TOther>
{
    /// <summary>The rows that are held.</summary>
    public long Rows { get; protected set; }

    /// <summary>The rows that were there already.</summary>
    public long Repeated { get; protected set; }

    /// <summary>Adds a row of a data set; <see cref="Seal"/> follows behind the last.</summary>
    /// <exception cref="JoinException">A row with the key has other values.</exception>
    public abstract void Load(TOther row);

    /// <summary>Puts the loaded rows into order.</summary>
    /// <exception cref="JoinException">Two rows with one key, time and id differ.</exception>
    public virtual void Seal()
    {
    }

    /// <summary>What would come of a row that is added now; nothing changes.</summary>
    /// <exception cref="JoinException">Its time has no order among the others.</exception>
    public abstract Joining Probe(TOther row);

    /// <summary>Adds a row that <see cref="Probe"/> does not call conflicting.</summary>
    public abstract void Add(TOther row);

    /// <summary>The error of a row that <see cref="Probe"/> calls conflicting.</summary>
    public abstract JoinException Conflict(TOther row);

    /// <summary>Fills what the row asks for in the given way; false where there is nothing, which leaves it missing.</summary>
    /// <exception cref="JoinException">The row's time has no order among the others.</exception>
    public abstract bool Fill(ref TRow row, int use);

    /// <summary>The newest event time; null where there is no row or no time.</summary>
    public virtual long? Newest => null;

    /// <summary>The event time of a row of the other data set; null where the index knows no time.</summary>
    public virtual long? OtherTimeOf(TOther row) => null;

    /// <summary>The row's event time; null where the index knows no time.</summary>
    public virtual long? TimeOf(TRow row) => null;

    /// <summary>Lets go of the rows that no row from <paramref name="floor"/> on can ask for; returns their number.</summary>
    public virtual long Forget(long floor) => 0;
}
