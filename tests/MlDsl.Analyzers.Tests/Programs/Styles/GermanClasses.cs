using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Wartung;

/// <summary>Sagt den Ausfall einer Pumpe voraus.</summary>
public class Ausfallvorhersage
{
    private readonly MLContext kontext = new MLContext(seed: 17);
    private readonly string[] merkmale;
    private ITransformer? modell;

    public Ausfallvorhersage()
    {
        merkmale = new[] { nameof(Messung.Druck), nameof(Messung.Temperatur), nameof(Messung.Drehzahl)/*MLD1201:*//*=> , nameof(Messung.Ausfall)*//*MLD1001:*//*=> , "Feuchte"*//*MLD1402:*//*=> , nameof(Messung.KundenNummer)*/ };
    }

    public IEnumerable<(string Verfahren, double Güte)> Vergleiche(string datei)
    {
        IDataView zeilen = kontext.Data.LoadFromTextFile<Messung>(datei, separatorChar: ';', hasHeader: true);
        var außen = kontext.Data.TrainTestSplit(zeilen, testFraction: 0.2, samplingKeyColumnName: nameof(Messung.PumpenNummer));
        var innen = kontext.Data.TrainTestSplit(außen.TrainSet, testFraction: 0.25, samplingKeyColumnName: nameof(Messung.PumpenNummer));

        double beste = double.MinValue;
        foreach (var (verfahren, schätzer) in Verfahren())
        {
            ITransformer kandidat = Kette(schätzer).Fit(/*MLD1102:*/innen.TrainSet/*=> außen.TestSet*/);
            double güte = kontext.BinaryClassification.EvaluateNonCalibrated(kandidat.Transform(/*MLD1602:*/innen.TestSet/*=> außen.TestSet*/), nameof(Messung.Ausfall)).AreaUnderPrecisionRecallCurve;
            if (güte > beste)
            {
                beste = güte;
                modell = kandidat;
            }
            yield return (verfahren, güte);
        }
        var schluss = kontext.BinaryClassification.EvaluateNonCalibrated(modell!.Transform(/*MLD1101:*/außen.TestSet/*=> innen.TrainSet*/), /*MLD1006:*/nameof(Messung.Ausfall)/*=> nameof(Messung.Druck)*/);
        Console.WriteLine(schluss.F1Score);
    }

    private IEnumerable<(string, IEstimator<ITransformer>)> Verfahren()
    {
        var liste = kontext.BinaryClassification.Trainers;
        yield return ("Wald", liste.FastForest(/*MLD1001:*/nameof(Messung.Ausfall)/*=> "Ausfälle"*/, "Merkmale"));
        yield return ("Bäume", liste.FastTree(nameof(Messung.Ausfall), /*MLD1001:*/"Merkmale"/*=> "Merkmal"*/));
    }

    private IEstimator<ITransformer> Kette(IEstimator<ITransformer> schätzer) =>
        kontext.Transforms.ReplaceMissingValues(merkmale.Select(m => new InputOutputColumnPair(m)).ToArray())
            .Append(kontext.Transforms.Concatenate("Merkmale", merkmale))
            .Append(schätzer);
}

public class Messung
{
    [LoadColumn(0)] public string PumpenNummer { get; set; } = "";
    [LoadColumn(1)] public float KundenNummer { get; set; }
    [LoadColumn(2)] public float Druck { get; set; }
    [LoadColumn(3)] public float Temperatur { get; set; }
    [LoadColumn(4)] public float Drehzahl { get; set; }
    [LoadColumn(5)] public /*MLD1004:*/bool/*=> float*/ Ausfall { get; set; }
}
