using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Immobilier.Estimation
{
    /// <summary>Estime le loyer d'un appartement.</summary>
    public interface IEstimateur
    {
        void Entraîner(string fichier);
        float Estimer(Annonce annonce);
    }

    internal class EstimateurDeLoyer : IEstimateur
    {
        private const string Étiquette = nameof(Annonce.Loyer);
        private const string Caractéristiques = "Caracteristiques";

        private readonly MLContext _contexte = new MLContext(seed: 3);
        private readonly string _dossier;
        private PredictionEngine<Annonce, LoyerPrévu> _moteur;

        public EstimateurDeLoyer(string dossier)
        {
            _dossier = dossier;
        }

        public void Entraîner(string fichier)
        {
            IDataView données = _contexte.Data.LoadFromTextFile<Annonce>(fichier, hasHeader: true, separatorChar: ';');
            var découpage = _contexte.Data.TrainTestSplit(/*MLD1501:*/données/*=> _contexte.Transforms.NormalizeMinMax("Surface").Fit(données).Transform(données)*/, testFraction: /*MLD1105:*/0.15/*=> 0.85*/);

            var préparation = PréparerColonnes();
            var chaîne = préparation.Append(_contexte.Regression.Trainers.FastTree(new Microsoft.ML.Trainers.FastTree.FastTreeRegressionTrainer.Options
            {
                LabelColumnName = /*MLD1001:*/Étiquette/*=> "Loyers"*/,
                FeatureColumnName = /*MLD1001:*/Caractéristiques/*=> "Features"*/,
                NumberOfTrees = 80,
            }));

            var modèle = chaîne.Fit(/*MLD1102:*/découpage.TrainSet/*=> découpage.TestSet*/);
            AfficherQualité(modèle, /*MLD1101:*/découpage.TestSet/*=> découpage.TrainSet*/);

            _contexte.Model.Save(modèle, /*MLD1015:*/données.Schema/*=> null*/, Path.Combine(_dossier, "loyer.zip"));
            _moteur = _contexte.Model.CreatePredictionEngine<Annonce, LoyerPrévu>(modèle);
        }

        public float Estimer(Annonce annonce) => _moteur.Predict(annonce).Valeur;

        private IEstimator<ITransformer> PréparerColonnes()
        {
            var quartier = _contexte.Transforms.Categorical.OneHotEncoding("QuartierCode", /*MLD1001:*/nameof(Annonce.Quartier)/*=> "Secteur"*/);
            var manquants = _contexte.Transforms.ReplaceMissingValues(/*MLD1202:*/nameof(Annonce.Surface)/*=> nameof(Annonce.Loyer)*/, replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean);
            var ensemble = _contexte.Transforms.Concatenate(Caractéristiques, "QuartierCode", nameof(Annonce.Surface), nameof(Annonce.Étage)/*MLD1201:*//*=> , nameof(Annonce.Loyer)*//*MLD1402:*//*=> , nameof(Annonce.IdentifiantAnnonce)*//*MLD1002:*//*=> , nameof(Annonce.Surface)*/);
            return quartier.Append(manquants).Append(ensemble);
        }

        private void AfficherQualité(ITransformer modèle, IDataView contrôle)
        {
            var mesures = _contexte.Regression.Evaluate(modèle.Transform(contrôle), labelColumnName: /*MLD1006:*/Étiquette/*=> nameof(Annonce.Surface)*/);
            Console.WriteLine("Erreur moyenne : {0:F0} €", mesures.MeanAbsoluteError);
        }
    }

    public class Annonce
    {
        [LoadColumn(0)] public float IdentifiantAnnonce { get; set; }
        [LoadColumn(1)] public string Quartier { get; set; }
        [LoadColumn(2)] public float Surface { get; set; }
        [LoadColumn(3)] public float Étage { get; set; }
        [LoadColumn(4)] public /*MLD1012:*/float/*=> decimal*/ Loyer { get; set; }
    }

    public class LoyerPrévu
    {
        [ColumnName(/*MLD1009:*/"Score"/*=> "Scores"*/)]
        public float Valeur { get; set; }
    }
}
